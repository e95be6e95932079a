package dev.forge.starter.metrics;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.archive.records.RunStats;
import dev.forge.archive.records.WatchStanding;
import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.run.TemporalGateway;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Temporal and the archive answer, and what the archive counts; looked at now and then, however often it is asked. */
@Singleton
class Dependencies {
    /** Prometheus comes every 15 s or more seldom, and may come from two places. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Dependencies.class);

    private final TemporalGateway temporal;
    private final Archive archive;
    private final Clock clock;
    private Optional<Seen> last = Optional.empty();

    Dependencies(TemporalGateway temporal, Archive archive, Clock clock) {
        this.temporal = temporal;
        this.archive = archive;
        this.clock = clock;
    }

    /**
     * What was seen.
     *
     * @param archive empty where none is configured
     * @param counted empty where the archive does not answer, or none is configured
     */
    record Seen(Instant at, boolean temporal, Optional<Boolean> archive, Optional<Counted> counted) {}

    /** What the archive counts. */
    record Counted(RunStats ended, List<WatchStanding> watches) {}

    synchronized Seen look() {
        Instant now = clock.instant();
        Seen seen = last.filter(known -> now.isBefore(known.at().plus(FRESH))).orElseGet(() -> seen(now));
        last = Optional.of(seen);
        return seen;
    }

    private Seen seen(Instant now) {
        if (archive.isAbsent()) {
            return new Seen(now, temporalAnswers(), Optional.empty(), Optional.empty());
        }
        Optional<Counted> counted = counted();
        return new Seen(now, temporalAnswers(), Optional.of(counted.isPresent()), counted);
    }

    private boolean temporalAnswers() {
        try {
            temporal.ping();
            return true;
        } catch (TemporalUnavailable e) {
            LOG.debug("Temporal does not answer", e);
            return false;
        }
    }

    private Optional<Counted> counted() {
        try {
            return Optional.of(new Counted(
                    archive.runs().stats(Instant.EPOCH), archive.watches().standings()));
        } catch (ArchiveUnavailable e) {
            LOG.debug("the archive does not answer", e);
            return Optional.empty();
        }
    }
}
