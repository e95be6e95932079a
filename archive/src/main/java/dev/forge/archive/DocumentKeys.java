package dev.forge.archive;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of documents. Object stores list keys in ascending order only, and what is asked for is the newest version: so
 * versions are written as their distance from the greatest one, and the first key of a listing is the answer, however long
 * the history. The newest text also lies under a key of its own, which needs no listing.
 */
record DocumentKeys(String prefix) {
    private static final int GREATEST = 999_999_999;
    private static final Pattern VERSION = Pattern.compile("([0-9]{9})\\.json");
    private static final Pattern NEWEST = Pattern.compile("([^/]+)\\.json");

    String newest() {
        return prefix + "newest/";
    }

    String newest(String name) {
        return newest() + name + ".json";
    }

    String versions(String name) {
        return prefix + "versions/" + name + "/";
    }

    String version(String name, int version) {
        return versions(name) + String.format(Locale.ROOT, "%09d", GREATEST - version) + ".json";
    }

    /** Of a key below {@link #versions}; empty for what is none, such as the part of one that is being written. */
    OptionalInt version(String name, String key) {
        Matcher parts = VERSION.matcher(key.substring(versions(name).length()));
        return parts.matches() ? OptionalInt.of(GREATEST - Integer.parseInt(parts.group(1))) : OptionalInt.empty();
    }

    /** Of a key below {@link #newest()}. */
    Optional<String> name(String key) {
        Matcher parts = NEWEST.matcher(key.substring(newest().length()));
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }
}
