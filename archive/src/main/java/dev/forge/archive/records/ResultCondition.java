package dev.forge.archive.records;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must be true of a value for it to be listed. Where its path says {@code *}, it is enough that it is true of one.
 *
 * @param on whether the path begins at the whole result, or at the value that is listed
 * @param test empty: something must be there
 */
public record ResultCondition(On on, ResultPath path, Optional<Test> test) {
    private static final Pattern FORM = Pattern.compile("(@?)([^=<>!]*)(?:(!=|<=|>=|=|<|>)(.*))?", Pattern.DOTALL);

    /** Where a condition's path begins. */
    public enum On {
        RESULT,
        LISTED
    }

    /** A comparison of values of one kind. */
    public enum Comparison {
        EQUAL("="),
        OTHER("<>"),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String operator;

        Comparison(String operator) {
            this.operator = operator;
        }

        /** In SQL. */
        String operator() {
            return operator;
        }

        private static Comparison of(String sign) {
            return switch (sign) {
                case "=" -> EQUAL;
                case "!=" -> OTHER;
                case "<" -> LESS;
                case "<=" -> AT_MOST;
                case ">" -> MORE;
                default -> AT_LEAST;
            };
        }
    }

    /**
     * A comparison with a value.
     *
     * @param json a text, a number, true, false or null
     */
    public record Test(Comparison comparison, String json) {}

    /**
     * Reads a path, an operator and a value: {@code /count>3}, {@code /kind="changed"}. A value that is no JSON is a text,
     * which is in quotes where it is empty or begins with an operator; a path alone says that something is there; one that
     * begins with {@code @} begins at the value that is listed.
     */
    public static ResultCondition of(String text) throws UnreadablePath {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UnreadablePath(
                    "the condition \"" + text + "\" cannot be read",
                    "write a path, one of = != < <= > >= and a value, such as /count>3");
        }
        On on = form.group(1).isEmpty() ? On.RESULT : On.LISTED;
        String path = form.group(2).strip();
        if (on == On.RESULT && path.isEmpty()) {
            throw new UnreadablePath(
                    text.isBlank() ? "the condition is empty" : "the condition \"" + text + "\" has no path",
                    "write one before it, such as /count>3, or @ for the value that is listed, such as @>3");
        }
        Optional<String> sign = Optional.ofNullable(form.group(3));
        Optional<String> value = Optional.ofNullable(form.group(4)).map(String::strip);
        Optional<Test> test = Optional.empty();
        if (sign.isPresent() && value.isPresent()) {
            refuseUnquoted(text, value.get());
            test = Optional.of(new Test(Comparison.of(sign.get()), ComparedValue.json(value.get())));
        }
        return new ResultCondition(on, ResultPath.of(path), test);
    }

    /** Nobody means a text that is empty or begins with an operator, unless it is in quotes: it would find nothing. */
    private static void refuseUnquoted(String text, String value) throws UnreadablePath {
        if (value.isEmpty()) {
            throw new UnreadablePath(
                    "the condition \"" + text + "\" has no value", "write one behind it; \"\" is the empty text");
        }
        if ("=<>".indexOf(value.charAt(0)) >= 0) {
            throw new UnreadablePath(
                    "the condition \"" + text + "\" has more than one operator",
                    "write one of = != < <= > >=; a text that begins with " + value.charAt(0)
                            + " goes in quotes, such as /kind=\"" + value.charAt(0) + "a\"");
        }
    }
}
