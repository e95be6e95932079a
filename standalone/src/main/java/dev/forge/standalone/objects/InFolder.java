package dev.forge.standalone.objects;

import java.nio.file.Path;
import java.util.Optional;

/** Where files belong whose names come from elsewhere. */
public final class InFolder {
    private InFolder() {}

    /** The place of that name in a folder; empty where the name leads out of it. */
    public static Optional<Path> place(Path folder, String name) {
        return Optional.of(folder.resolve(name).normalize()).filter(place -> place.startsWith(folder.normalize()));
    }
}
