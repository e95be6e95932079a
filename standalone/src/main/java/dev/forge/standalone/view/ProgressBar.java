package dev.forge.standalone.view;

import java.time.Duration;

/** A bar for bytes that are moved. */
public final class ProgressBar {
    private static final int BAR = 30;

    private ProgressBar() {}

    /**
     * One line.
     *
     * @param total bytes; 0 where there is nothing to move
     */
    public static String line(String what, long done, long total, Duration taken, int width) {
        int part = total == 0 ? BAR : (int) (BAR * Math.min(done, total) / total);
        long percent = total == 0 ? 100 : 100 * Math.min(done, total) / total;
        double seconds = Math.max(taken.toMillis(), 1) / 1000.0;
        String speed = Spans.ofBytes((long) (done / seconds)) + "/s";
        String tail = " [" + "#".repeat(part) + "-".repeat(BAR - part) + "] " + Columns.left(percent + "%", 4) + "  "
                + Spans.ofBytes(done) + " of " + Spans.ofBytes(total) + "  " + speed;
        return Columns.cut(Columns.cut(what, Math.max(1, width - tail.length())) + tail, width);
    }
}
