package dev.forge.contract.pipeline;

import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * A pattern over the keys of objects: {@code *} and {@code ?} stay within a part, {@code **} crosses slashes,
 * {@code {a,b}} chooses. It matches the whole key; a backslash takes a character as it is. To match takes a time that grows
 * with pattern and key alone, however the two meet: anybody may put an object, and its key is matched by every watch.
 */
public final class KeyPattern {
    private final String text;
    private final Pattern pattern;

    private KeyPattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /** What is wrong with a pattern. */
    static Optional<Complaint> complaint(String text) {
        if (text.isEmpty()) {
            return Optional.of(
                    new Complaint("the pattern is empty, and no key matches it", "write *.csv, or leave it out"));
        }
        if (text.length() > WatchedObject.LONGEST_KEY) {
            return Optional.of(new Complaint(
                    "the pattern is longer than any key of S3",
                    "write " + WatchedObject.LONGEST_KEY + " characters or less"));
        }
        return regex(text).isEmpty()
                ? Optional.of(new Complaint(
                        "the pattern " + Quote.of(text) + " has a brace without its end, or one inside another",
                        "close it as in *.{csv,json}, or put a backslash before it"))
                : Optional.empty();
    }

    /**
     * A pattern.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static KeyPattern of(String text) {
        complaint(text).ifPresent(wrong -> {
            throw new IllegalArgumentException(wrong.message() + ": " + wrong.fix());
        });
        return new KeyPattern(text, Pattern.compile(regex(text).orElseThrow(), Pattern.DOTALL));
    }

    /** A bracket stands for itself, which is seldom what was meant: other globs have classes of characters. */
    public Optional<Problem> misreading() {
        return text.replaceAll("\\\\.", "").indexOf('[') >= 0
                ? Optional.of(Problem.of(
                        "/pattern",
                        "the pattern " + Quote.of(text) + " has a [, which stands for itself: there are no classes",
                        "choose by {a,b}, or put a backslash before a [ that keys have"))
                : Optional.empty();
    }

    public boolean matches(String key) {
        return pattern.matcher(key).matches();
    }

    private static Optional<String> regex(String text) {
        StringBuilder regex = new StringBuilder();
        boolean inBraces = false;
        int at = 0;
        while (at < text.length()) {
            int now = text.codePointAt(at);
            at += Character.charCount(now);
            if (now == '*' && text.startsWith("*/", at) && (at == 1 || text.charAt(at - 2) == '/')) {
                at += 2;
                regex.append("(?:.*/)?");
            } else if (now == '*' && text.startsWith("*", at)) {
                at++;
                regex.append(".*");
            } else if (now == '*') {
                regex.append("[^/]*");
            } else if (now == '?') {
                regex.append("[^/]");
            } else if (now == '{') {
                if (inBraces) {
                    return Optional.empty();
                }
                inBraces = true;
                regex.append("(?:");
            } else if (now == '}' && inBraces) {
                inBraces = false;
                regex.append(')');
            } else if (now == ',' && inBraces) {
                regex.append('|');
            } else if (now == '\\' && at < text.length()) {
                int next = text.codePointAt(at);
                regex.append(quoted(next));
                at += Character.charCount(next);
            } else {
                regex.append(quoted(now));
            }
        }
        return inBraces ? Optional.empty() : Optional.of(regex.toString());
    }

    private static String quoted(int character) {
        return Pattern.quote(Character.toString(character));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPattern that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
