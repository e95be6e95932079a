package dev.forge.contract.pipeline;

import java.util.function.IntUnaryOperator;

/** Turns offsets of a text into lines and columns, both from 1; a column counts characters, however wide. */
final class Positions {
    private final String text;
    private final IntUnaryOperator charOffset;

    private Positions(String text, IntUnaryOperator charOffset) {
        this.text = text;
        this.charOffset = charOffset;
    }

    /** For offsets in Java's chars. */
    static Positions ofChars(String text) {
        return new Positions(text, at -> Math.clamp(at, 0, text.length()));
    }

    /** For offsets in Unicode code points. */
    static Positions ofCodePoints(String text) {
        int all = text.codePointCount(0, text.length());
        return new Positions(text, at -> text.offsetByCodePoints(0, Math.clamp(at, 0, all)));
    }

    Position of(int offset) {
        int end = charOffset.applyAsInt(offset);
        int line = 1;
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (endsLine(i)) {
                line++;
                start = i + 1;
            }
        }
        return new Position(line, text.codePointCount(start, end) + 1);
    }

    private boolean endsLine(int at) {
        char c = text.charAt(at);
        boolean beforeLineFeed = at + 1 < text.length() && text.charAt(at + 1) == '\n';
        return c == '\n' || (c == '\r' && !beforeLineFeed);
    }

    record Position(int line, int column) {}
}
