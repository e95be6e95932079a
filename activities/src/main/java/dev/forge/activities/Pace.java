package dev.forge.activities;

import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often the open activities of a worker tell of themselves: the more there are, the less often each, so that what
 * Temporal has to write does not grow with what waits; but always often enough for the timeout.
 */
final class Pace {
    /**
     * Of one worker, as long as the timeout allows. Temporal's dev server took 200 a second beside a whole cluster on two
     * cores (bench/README.md); a server of its own bears those of many workers.
     */
    static final int MOST_PER_SECOND = 150;

    private final Duration usual;
    private final int mostPerSecond;
    private final AttemptMeter meter;
    private final AtomicInteger open = new AtomicInteger();

    /** @param usual how often, while few are open */
    Pace(Duration usual) {
        this(usual, MOST_PER_SECOND, AttemptMeter.NONE);
    }

    /** @param mostPerSecond heartbeats of them all */
    Pace(Duration usual, int mostPerSecond, AttemptMeter meter) {
        this.usual = usual;
        this.mostPerSecond = mostPerSecond;
        this.meter = meter;
    }

    /** The caller closes it when its activity is over. */
    Heartbeat begin(ActivityExecutionContext context) {
        open.incrementAndGet();
        return new Heartbeat(context, this);
    }

    void end() {
        open.decrementAndGet();
    }

    /** A heartbeat is sent. */
    void beat(Duration timeout) {
        meter.beat(interval(timeout));
    }

    /** One heartbeat may come late or be lost without its activity being taken for dead: half of the timeout at most. */
    Duration interval(Duration timeout) {
        Duration fair = Duration.ofSeconds(open.get()).dividedBy(mostPerSecond);
        Duration wanted = fair.compareTo(usual) > 0 ? fair : usual;
        Duration most = timeout.dividedBy(2);
        return wanted.compareTo(most) > 0 ? most : wanted;
    }
}
