package dev.forge.archive.records;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/** The value of a condition: a text, a number, true, false or null. */
final class ComparedValue {
    /** What JSON takes for a number, whether or not a result can have it. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private ComparedValue() {}

    /** Its JSON; what is none is a text that nobody has put in quotes. */
    static String json(String text) throws UnreadablePath {
        if (text.length() > ResultPath.LONGEST) {
            throw new UnreadablePath(
                    "the value has more than " + ResultPath.LONGEST + " characters", "compare with a shorter one");
        }
        if (NUMBER.matcher(text).matches()) {
            return fit(text);
        }
        try {
            ResultText.check(text);
        } catch (UnfitResult noJson) {
            return fit(TextNode.valueOf(text).toString());
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            throw new UnreadablePath(
                    "the value is a list or an object", "compare a text, a number, true, false or null in it");
        }
        return text;
    }

    private static String fit(String json) throws UnreadablePath {
        try {
            ResultText.check(json);
            return json;
        } catch (UnfitResult unfit) {
            throw new UnreadablePath("the value " + unfit.why(), "leave it out: no result has it");
        }
    }
}
