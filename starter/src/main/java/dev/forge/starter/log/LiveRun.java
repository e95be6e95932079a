package dev.forge.starter.log;

import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.run.FoundRun;
import dev.forge.starter.run.RunReading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run as it stands now, or a moment ago: many questions by one reader cost Temporal one call a second. */
final class LiveRun {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);

    private final RunReading reading;
    private final Clock clock;
    private FoundRun last;
    private Instant readAt;

    LiveRun(RunReading reading, Clock clock, FoundRun last) {
        this.reading = reading;
        this.clock = clock;
        this.last = last;
        this.readAt = clock.instant();
    }

    FoundRun now() {
        Instant now = clock.instant();
        if (!last.report().state().ended() && !now.isBefore(readAt.plus(FRESH))) {
            refresh();
            readAt = clock.instant();
        }
        return last;
    }

    private void refresh() {
        try {
            last = reading.find(last.report().id());
        } catch (TemporalUnavailable e) {
            // The log can be read meanwhile, and Temporal comes back: a reader need not notice.
            LOG.debug("run {}: as it was a moment ago", last.report().id(), e);
        }
    }
}
