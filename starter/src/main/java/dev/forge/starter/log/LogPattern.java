package dev.forge.starter.log;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * What lines of a log are looked for by. Whatever it is, and whatever the line, looking takes a time that grows with the
 * line's length alone (RE2), and its own size is bounded.
 */
public final class LogPattern {
    /** Characters of a pattern at most. */
    public static final int LONGEST = 1_000;

    /** Steps that RE2 takes for a character at most: a piece of a line then takes about a second in the worst case. */
    private static final int MOST_STEPS = 1_000;

    private final Pattern pattern;

    private LogPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Whether capitals are other letters. */
    public enum Letters {
        AS_THEY_ARE(0),
        CASE_IGNORED(Pattern.CASE_INSENSITIVE);

        private final int flags;

        Letters(int flags) {
            this.flags = flags;
        }
    }

    /** Lines that have this text in them. */
    public static LogPattern text(String text, Letters letters) {
        requireShort(text);
        return new LogPattern(Pattern.compile(Pattern.quote(text), letters.flags));
    }

    /** Lines that this regular expression, in RE2's syntax, matches somewhere. */
    public static LogPattern regex(String regex, Letters letters) {
        requireShort(regex);
        if (Repetitions.size(regex) > Repetitions.LARGEST) {
            throw tooLarge();
        }
        try {
            Pattern pattern = Pattern.compile(regex, letters.flags);
            if (pattern.programSize() > MOST_STEPS) {
                throw tooLarge();
            }
            return new LogPattern(pattern);
        } catch (PatternSyntaxException e) {
            throw new Unusable(
                    e.getDescription() + (e.getPattern().isEmpty() ? "" : " at " + e.getPattern()),
                    "write it in RE2's syntax, or leave regex out to look for the text as it is");
        }
    }

    /** The first place at which it matches, from a character on; those before that one are what it follows. */
    Optional<Place> find(String text, int from) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find(from) ? Optional.of(new Place(matcher.start(), matcher.end())) : Optional.empty();
    }

    private static void requireShort(String text) {
        if (text.length() > LONGEST) {
            throw new Unusable(
                    "it has " + text.length() + " characters", "give one of " + LONGEST + " characters at most");
        }
    }

    private static Unusable tooLarge() {
        return new Unusable("its repetitions make it too large", "repeat less, or repeat without counting (* or +)");
    }

    /** Where it was found: from a character on, up to another one. */
    record Place(int start, int end) {}

    /** A pattern cannot be looked for; the message tells why. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String fix;

        Unusable(String message, String fix) {
            super(message, null, false, false);
            this.fix = fix;
        }

        /** What to do, as an imperative. */
        public String fix() {
            return fix;
        }
    }
}
