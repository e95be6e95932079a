package dev.forge.archive.records;

import java.util.Optional;

/** What became of something with versions that was put under its name. */
public sealed interface VersionPut {
    /** A new version. */
    record Made(int version) implements VersionPut {}

    /** The newest version says just that. */
    record Unchanged(int version) implements VersionPut {}

    /**
     * Another version was expected to be the newest.
     *
     * @param current the one that is; empty where there is none, or none any more
     */
    record Refused(Optional<Integer> current) implements VersionPut {}
}
