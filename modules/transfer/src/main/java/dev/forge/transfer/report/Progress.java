package dev.forge.transfer.report;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts what moves and says so in plain lines, at most one every two seconds, while it is open. */
public final class Progress implements AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);
    /** A workspace full of links must not bury the log. */
    private static final int WARNINGS_SHOWN = 20;

    private final PrintStream out;
    private final InstantSource clock;
    private final long started;
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final ScheduledExecutorService ticker;
    private volatile String doing = "starting";
    private volatile long bytesBefore;

    public Progress(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.started = clock.millis();
        this.ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
        long every = BETWEEN_LINES.toMillis();
        var _ = ticker.scheduleAtFixedRate(this::line, every, every, TimeUnit.MILLISECONDS);
    }

    /** Names what is being done from here on; the byte count goes on from zero. */
    public void phase(String now) {
        doing = now;
        bytesBefore = bytes.sum();
    }

    public void bytes(long more) {
        bytes.add(more);
    }

    public void file() {
        files.increment();
    }

    public long files() {
        return files.sum();
    }

    /** Says a thing at once, beside the regular lines. */
    public void say(String sentence) {
        out.println(sentence);
    }

    /** Notes something that is left out; the first few are named. */
    public void skip(String sentence) {
        skipped.increment();
        if (skipped.sum() <= WARNINGS_SHOWN) {
            out.println("warning: " + sentence);
        }
    }

    public long skipped() {
        return skipped.sum();
    }

    /** The last line, with the sum of it all. */
    public void finish(String side, Summary summary) {
        ticker.shutdownNow();
        double seconds = Math.max(0.001, (clock.millis() - started) / 1000.0);
        String left = summary.skipped() == 0 ? "" : ", " + summary.skipped() + " skipped";
        out.printf(
                Locale.ROOT,
                "%s: %,d file%s, %s in %.1f s (%s/s)%s%n",
                side,
                summary.files(),
                summary.files() == 1 ? "" : "s",
                size(summary.bytes()),
                seconds,
                size((long) (summary.bytes() / seconds)),
                left);
    }

    private void line() {
        double seconds = Math.max(0.001, (clock.millis() - started) / 1000.0);
        long moved = bytes.sum();
        out.printf(Locale.ROOT, "%s: %,d files, %s (%s/s)%n", doing, files.sum(), size(moved - bytesBefore), size((long)
                (moved / seconds)));
    }

    /** A number of bytes as people read it: 512 B, 3.4 MiB. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        return String.format(Locale.ROOT, "%.1f %ciB", bytes / Math.pow(1024, power), "KMGTPE".charAt(power - 1));
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
