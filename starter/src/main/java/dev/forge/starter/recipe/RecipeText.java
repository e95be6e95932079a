package dev.forge.starter.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.forge.contract.workflow.HistoryFormat;

/** What the text of a recipe says; it is kept as it was put. */
final class RecipeText {
    // As doubles, two recipes would be the same whose numbers differ in the last digits.
    private static final ObjectReader READER =
            HistoryFormat.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private RecipeText() {}

    /** Whether two say the same, in whatever layout and order of their fields. */
    static boolean same(String one, String other) {
        return one.equals(other) || read(one).equals(read(other));
    }

    private static JsonNode read(String text) {
        try {
            return READER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept as a recipe has been read as JSON before", e);
        }
    }
}
