package dev.forge.starter.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What two runs have left differently.
 *
 * @param name the file's path below the workspace
 * @param pointer into the file; empty where one of the runs has no such file, or it holds a single value
 * @param before in the one run; absent where it has none
 * @param after in the other one; absent where it has none
 */
public record ResultDifference(
        String step, String name, String pointer, Change change, Optional<JsonNode> before, Optional<JsonNode> after) {
    /** How it differs. */
    public enum Change {
        ADDED,
        REMOVED,
        CHANGED
    }
}
