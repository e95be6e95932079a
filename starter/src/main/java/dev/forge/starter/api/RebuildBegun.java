package dev.forge.starter.api;

import java.util.Map;

/**
 * The answer to a rebuild that was asked for.
 *
 * @param joined whether one went on already, which this is
 */
record RebuildBegun(boolean joined, Map<String, String> links) {
    static RebuildBegun of(boolean begun, String self) {
        return new RebuildBegun(!begun, Map.of("self", self));
    }
}
