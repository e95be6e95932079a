package dev.forge.starter.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What another version of a pipeline says otherwise. Modules, and whatever else has a name in a list, are told apart by
 * their names and not by their places; a list of other things differs as a whole.
 *
 * @param added with pointers into the other version
 * @param removed with pointers into the first one
 * @param changed with pointers into the other version
 * @param moved what has a name, and comes before or after others than it did
 */
public record PipelineDiff(List<Value> added, List<Value> removed, List<Change> changed, List<Move> moved) {
    public PipelineDiff {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
        moved = List.copyOf(moved);
    }

    /** A value that only one of the two has. */
    public record Value(String pointer, JsonNode value) {}

    /** A value that both have, each its own. */
    public record Change(String pointer, JsonNode before, JsonNode after) {}

    /** Pointers into the first version and into the other one. */
    public record Move(String from, String to) {}

    public static PipelineDiff between(JsonNode first, JsonNode other) {
        Comparison comparison = new Comparison();
        comparison.compare("", first, "", other);
        return comparison.found();
    }
}
