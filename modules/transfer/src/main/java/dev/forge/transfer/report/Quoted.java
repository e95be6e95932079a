package dev.forge.transfer.report;

/** Makes a name that others chose fit to be shown: no control characters, no endless length. */
public final class Quoted {
    /** Long enough to recognise a name, short enough to leave room in 4 KiB of output. */
    private static final int LONGEST = 200;

    private Quoted() {}

    public static String name(String raw) {
        StringBuilder shown = new StringBuilder("'");
        raw.codePoints().limit(LONGEST).forEach(point -> append(shown, point));
        if (raw.codePointCount(0, raw.length()) > LONGEST) {
            shown.append("…");
        }
        return shown.append('\'').toString();
    }

    private static void append(StringBuilder shown, int point) {
        if (hidden(point)) {
            shown.append(String.format("\\u%04x", point));
        } else {
            shown.appendCodePoint(point);
        }
    }

    /** Format characters count too: a right-to-left override makes one name look like another. */
    private static boolean hidden(int point) {
        int type = Character.getType(point);
        return Character.isISOControl(point) || type == Character.FORMAT || type == Character.SURROGATE;
    }
}
