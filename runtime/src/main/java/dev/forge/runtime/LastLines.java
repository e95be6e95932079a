package dev.forge.runtime;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The last lines of a log, for people: decoded leniently, cut, and without what a progress bar overwrote. */
public final class LastLines {
    /** Characters; wider than any terminal, narrow enough for a heartbeat or an error. */
    public static final int LONGEST = 500;

    private static final int FIRST_WINDOW = 64 * 1024;

    /** Bytes; where even these hold too few lines, the oldest one is cut at its beginning. */
    private static final int LARGEST_WINDOW = 4 * 1024 * 1024;

    /** Stands for a carriage return; a character that no text holds. */
    private static final char OVERWRITTEN = '\uffff';

    private LastLines() {}

    /** The end of a log. */
    @FunctionalInterface
    public interface End<X extends Exception> {
        /** So many bytes at its end. */
        byte[] bytes(int count) throws X;
    }

    /** The last lines of a log of that many bytes, reading no more of its end than they need. */
    public static <X extends Exception> List<String> of(long length, End<X> end, int lines) throws X {
        long most = Math.min(length, LARGEST_WINDOW);
        long window = Math.min(most, FIRST_WINDOW);
        String text = text(end.bytes((int) window));
        while (text.lines().count() <= lines && window < most) {
            window = Math.min(most, window * 4);
            text = text(end.bytes((int) window));
        }
        return last(text, lines);
    }

    /** The last lines of these bytes. */
    public static List<String> of(byte[] bytes, int lines) {
        return last(text(bytes), lines);
    }

    private static List<String> last(String text, int lines) {
        List<String> all = text.lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size()).stream()
                .map(LastLines::shown)
                .toList();
    }

    private static String text(byte[] bytes) {
        // String.lines() would take a lone carriage return for the end of a line.
        return new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n").replace('\r', OVERWRITTEN);
    }

    private static String shown(String line) {
        String last = line.substring(line.lastIndexOf(OVERWRITTEN, line.length() - 2) + 1)
                .replace(String.valueOf(OVERWRITTEN), "");
        return last.length() > LONGEST ? last.substring(0, LONGEST) + "…" : last;
    }
}
