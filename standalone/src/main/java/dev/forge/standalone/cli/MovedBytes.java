package dev.forge.standalone.cli;

import dev.forge.standalone.objects.TransferProgress;
import dev.forge.standalone.view.ProgressBar;
import dev.forge.standalone.view.Spans;
import dev.forge.standalone.view.Terminal;
import java.time.Duration;
import java.util.List;

/** The progress bar of one upload or download. */
final class MovedBytes implements TransferProgress {
    private static final long FRAME_NANOS = 100_000_000;

    private final Terminal terminal;
    private final String what;
    private final long total;
    private final long from = System.nanoTime();
    private long done;
    private long lastFrame = from;

    MovedBytes(Terminal terminal, String what, long total) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
    }

    @Override
    public void moved(long bytes) {
        done += bytes;
        if (terminal.interactive() && System.nanoTime() - lastFrame > FRAME_NANOS) {
            lastFrame = System.nanoTime();
            draw();
        }
    }

    /** The last frame; elsewhere than on a terminal, the only line. */
    void end() {
        if (terminal.interactive()) {
            draw();
            terminal.settle();
        } else {
            terminal.line(what + ": " + Spans.ofBytes(done) + " in " + Spans.of(taken()));
        }
    }

    private void draw() {
        terminal.redraw(List.of(ProgressBar.line(what, done, total, taken(), terminal.width())));
    }

    private Duration taken() {
        return Duration.ofNanos(System.nanoTime() - from);
    }
}
