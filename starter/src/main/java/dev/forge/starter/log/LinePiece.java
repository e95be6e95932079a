package dev.forge.starter.log;

import java.util.Optional;

/**
 * A line, or a piece of a long one, as text.
 *
 * @param before the character before it in its line; empty at the beginning of the line
 * @param text its own, and of a long line some of what comes after it
 * @param own how many characters of the text are its own
 */
record LinePiece(String before, String text, int own) {
    /** Characters of a line that are shown at most, beside the marks of what was cut off. */
    static final int SHOWN = 1_000;

    private static final String CUT = "…";

    /** A line that is whole from there on. */
    static LinePiece last(String before, String text) {
        // What writes for a terminal, or on Windows, ends lines by two characters.
        String line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        return new LinePiece(before, line, line.length());
    }

    /** What of it is to be shown where a pattern is found in it; matches that begin after it are the next piece's. */
    Optional<String> found(LogPattern pattern) {
        return pattern.find(before + text, before.length())
                .map(place -> place.start() - before.length())
                .filter(start -> start < own || own == text.length())
                .map(this::shown);
    }

    /** As much of its beginning as is shown at most. */
    String beginning() {
        return shown(0);
    }

    /** As much as is shown at most, with some of what comes before the match. */
    private String shown(int match) {
        int from = text.length() <= SHOWN ? 0 : Math.clamp((long) match - SHOWN / 4, 0, text.length() - SHOWN);
        int to = Math.min(text.length(), from + SHOWN);
        // Half a character is none.
        int first = from > 0 && Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
        int end = to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
        boolean begins = first == 0 && before.isEmpty();
        boolean ends = end == text.length() && own == text.length();
        return (begins ? "" : CUT) + text.substring(first, end) + (ends ? "" : CUT);
    }
}
