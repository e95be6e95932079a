package dev.forge.starter.event;

import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.run.FoundRun;
import dev.forge.starter.run.RunReading;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Waits for runs to end, together with those who watch their events. To be called on virtual threads. */
@Singleton
public class RunOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(RunOutcomes.class);

    private final Function<String, FoundRun> reading;
    private final RunFeeds feeds;

    @Inject
    RunOutcomes(RunReading reading, RunFeeds feeds) {
        this(reading::find, feeds);
    }

    RunOutcomes(Function<String, FoundRun> reading, RunFeeds feeds) {
        this.reading = reading;
        this.feeds = feeds;
    }

    /** A run that has ended; empty where it goes on for longer, or nobody can tell. */
    public Optional<FoundRun> await(String runId, Duration atMost) {
        return feeds.of(runId)
                .filter(RunOutcomes::hasEnded)
                .next()
                .timeout(atMost, Mono.empty())
                .blockOptional()
                .or(() -> lastLook(runId));
    }

    /** It may have ended since it was looked at, which is a while ago where many are watched. */
    private Optional<FoundRun> lastLook(String runId) {
        try {
            return Optional.of(reading.apply(runId)).filter(RunOutcomes::hasEnded);
        } catch (TemporalUnavailable | ArchiveUnavailable e) {
            // Whoever waits has submitted a run all the same.
            LOG.debug("run {}: nobody tells how it stands", runId, e);
            return Optional.empty();
        }
    }

    private static boolean hasEnded(FoundRun run) {
        return run.report().state().ended();
    }
}
