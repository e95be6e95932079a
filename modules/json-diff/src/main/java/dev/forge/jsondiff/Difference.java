package dev.forge.jsondiff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/** One thing that the changed file says otherwise than its original. */
sealed interface Difference {
    /** By their places, and of the same place what was there before what is there. */
    Comparator<Difference> ORDER =
            Comparator.comparing(Difference::path).thenComparing(Difference::kind, Comparator.reverseOrder());

    /** In the original where something was removed, else in the changed file. */
    Pointer path();

    String kind();

    /** Only the changed file has it. */
    record Added(Pointer path, JsonNode value) implements Difference {
        @Override
        public String kind() {
            return "added";
        }
    }

    /** Only the original has it. */
    record Removed(Pointer path, JsonNode value) implements Difference {
        @Override
        public String kind() {
            return "removed";
        }
    }

    /** Both have it, with another value. */
    record Changed(Pointer path, JsonNode before, JsonNode after) implements Difference {
        @Override
        public String kind() {
            return "changed";
        }
    }
}
