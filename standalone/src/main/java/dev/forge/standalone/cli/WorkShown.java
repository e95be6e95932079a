package dev.forge.standalone.cli;

import dev.forge.standalone.view.Spans;
import dev.forge.standalone.view.Terminal;
import dev.forge.standalone.view.WorkLine;
import java.time.Duration;
import java.util.List;

/** The progress of one piece of work: redrawn on a terminal, elsewhere one line at its end. */
final class WorkShown implements AutoCloseable {
    private final Terminal terminal;
    private final String doing;
    private final String done;
    private final long from = System.nanoTime();

    WorkShown(Terminal terminal, String doing, String done) {
        this.terminal = terminal;
        this.doing = doing;
        this.done = done;
        says("");
    }

    void says(String line) {
        if (terminal.interactive()) {
            terminal.redraw(List.of(WorkLine.of(doing, taken(), line, terminal.width())));
        }
    }

    void done() {
        String text = done + " in " + Spans.of(taken()) + ".";
        if (terminal.interactive()) {
            terminal.redraw(List.of(text));
        } else {
            terminal.line(text);
        }
    }

    /** What was drawn last stays, so that a complaint stands below it. */
    @Override
    public void close() {
        terminal.settle();
    }

    private Duration taken() {
        return Duration.ofNanos(System.nanoTime() - from);
    }
}
