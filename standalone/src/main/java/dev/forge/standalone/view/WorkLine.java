package dev.forge.standalone.view;

import java.time.Duration;

/** One line for something that takes its time and says things meanwhile. */
public final class WorkLine {
    private WorkLine() {}

    /** What is done, how long already, and what was said last, cut to the terminal. */
    public static String of(String what, Duration taken, String said, int width) {
        return Columns.cut(what + "  " + Spans.of(taken) + "  " + Columns.clean(said), width);
    }
}
