package dev.forge.standalone.view;

import java.util.ArrayList;
import java.util.List;

/** Text that has to fit columns of a terminal. */
final class Columns {
    private Columns() {}

    /** At most {@code width} columns; what is left out shows as an ellipsis. */
    static String cut(String text, int width) {
        if (columns(text) <= width) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int point : text.codePoints().toArray()) {
            used += columns(point);
            if (used > width - 1) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return width < 1 ? "" : kept + "…";
    }

    /** The lines of a text, none longer than {@code width} columns; broken between words where words are short enough. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && columns(longer) > width) {
                lines.add(line);
                line = cut(word, width);
            } else {
                line = cut(longer, width);
            }
        }
        lines.add(line);
        return lines;
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - columns(text)));
    }

    static String left(String text, int width) {
        return " ".repeat(Math.max(0, width - columns(text))) + text;
    }

    /** Without what would move the cursor: a module's log may hold anything. */
    static String clean(String line) {
        return line.replaceAll("\u001b\\[[0-9;?]*[ -/]*[@-~]", "")
                .replace('\t', ' ')
                .replaceAll("\\p{Cntrl}|\\p{Cf}", "")
                .strip();
    }

    static int columns(String text) {
        return text.codePoints().map(Columns::columns).sum();
    }

    // East Asian and emoji blocks take two columns in terminals; so few are met that ranges will do.
    private static int columns(int point) {
        boolean wide = (point >= 0x1100 && point <= 0x115f)
                || (point >= 0x2e80 && point <= 0xa4cf)
                || (point >= 0xac00 && point <= 0xd7a3)
                || (point >= 0xf900 && point <= 0xfaff)
                || (point >= 0xfe30 && point <= 0xfe6f)
                || (point >= 0xff00 && point <= 0xff60)
                || (point >= 0x1f300 && point <= 0x1faff)
                || (point >= 0x20000 && point <= 0x3fffd);
        int type = Character.getType(point);
        boolean none = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
        return none ? 0 : wide ? 2 : 1;
    }
}
