package dev.forge.runtime.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, for people: decoded leniently, cut, and without what a progress bar overwrote. */
final class LastLines {
    /** Characters; wider than any terminal, narrow enough for a heartbeat or an error. */
    static final int LONGEST = 500;

    private static final int FIRST_WINDOW = 64 * 1024;

    /** Bytes; where even these hold too few lines, the oldest one is cut at its beginning. */
    private static final int LARGEST_WINDOW = 4 * 1024 * 1024;

    private LastLines() {}

    static List<String> of(Path log, int lines) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            long window = Math.min(length, FIRST_WINDOW);
            String text = end(file, length, window);
            while (text.lines().count() <= lines && window < Math.min(length, LARGEST_WINDOW)) {
                window = Math.min(Math.min(length, LARGEST_WINDOW), window * 4);
                text = end(file, length, window);
            }
            List<String> all = text.lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size()).stream()
                    .map(LastLines::shown)
                    .toList();
        }
    }

    private static String end(RandomAccessFile file, long length, long window) throws IOException {
        byte[] bytes = new byte[(int) window];
        file.seek(length - window);
        file.readFully(bytes);
        // String.lines() would take a lone carriage return for the end of a line.
        return new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n").replace('\r', OVERWRITTEN);
    }

    /** Stands for a carriage return; a character that no text holds. */
    private static final char OVERWRITTEN = '\uffff';

    private static String shown(String line) {
        String last = line.substring(line.lastIndexOf(OVERWRITTEN, line.length() - 2) + 1)
                .replace(String.valueOf(OVERWRITTEN), "");
        return last.length() > LONGEST ? last.substring(0, LONGEST) + "…" : last;
    }
}
