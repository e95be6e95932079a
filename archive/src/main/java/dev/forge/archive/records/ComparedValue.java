package dev.forge.archive.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.forge.contract.workflow.HistoryFormat;

/** The value of a condition: a text, a number, true, false or null. */
final class ComparedValue {
    private ComparedValue() {}

    /** Its JSON; what is none is a text that nobody has put in quotes. */
    static String json(String text) throws UnreadablePath {
        if (text.length() > ResultPath.LONGEST) {
            throw new UnreadablePath(
                    "the value has more than " + ResultPath.LONGEST + " characters", "compare with a shorter one");
        }
        try {
            ResultText.check(text);
            JsonNode value = HistoryFormat.mapper().readTree(text);
            if (value.isContainerNode()) {
                throw new UnreadablePath(
                        "the value is a list or an object", "compare a text, a number, true, false or null in it");
            }
            return text;
        } catch (UnfitResult | JsonProcessingException e) {
            return quoted(text);
        }
    }

    private static String quoted(String text) throws UnreadablePath {
        String json = TextNode.valueOf(text).toString();
        try {
            ResultText.check(json);
            return json;
        } catch (UnfitResult unfit) {
            throw new UnreadablePath("the value " + unfit.why(), "leave it out: no result has it");
        }
    }
}
