package dev.forge.standalone.view;

import java.time.Duration;
import java.util.Locale;

/** Durations and sizes as people read them. */
public final class Spans {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Spans() {}

    /** {@code 0.9 s}, {@code 41 s}, {@code 2 min 5 s}, {@code 1 h 3 min}. */
    public static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, duration.toMillis()) / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** {@code 512 B}, {@code 1.5 MiB}. */
    public static String ofBytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return unit == 0
                ? bytes + " " + UNITS[0]
                : String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }
}
