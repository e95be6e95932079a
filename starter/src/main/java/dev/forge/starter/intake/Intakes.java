package dev.forge.starter.intake;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.starter.problem.Incidents;
import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.run.RunKind;
import dev.forge.starter.run.RunSubmission;
import dev.forge.starter.run.RunSubmission.Accepted;
import dev.forge.starter.run.TemporalGateway;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** All intakes of this starter. */
@Singleton
public class Intakes {
    private final RunSubmission submission;
    private final Incidents incidents;
    private final TemporalGateway temporal;
    private final Archive archive;
    private final Clock clock;
    private final List<IntakeState> states = new CopyOnWriteArrayList<>();

    Intakes(RunSubmission submission, Incidents incidents, TemporalGateway temporal, Archive archive, Clock clock) {
        this.submission = submission;
        this.temporal = temporal;
        this.archive = archive;
        this.incidents = incidents;
        this.clock = clock;
    }

    /**
     * The intake of one queue; an adapter opens it once.
     *
     * @param broker a word of lower case, {@code rabbitmq} for example
     * @param queue as the broker knows it
     */
    public Intake open(String broker, String queue) {
        IntakeState state = new IntakeState(broker, queue, clock);
        states.add(state);
        return new Intake(this::start, incidents, state);
    }

    private Accepted start(RunKind kind, RunRequest run, Optional<String> key) {
        return key.map(known -> submission.submitOnce(kind, run, known)).orElseGet(() -> submission.submit(kind, run));
    }

    /**
     * Looks whether what a run needs is there.
     *
     * @return a sentence where it is not
     */
    public Optional<String> away() {
        try {
            temporal.ping();
            if (!archive.isAbsent()) {
                // The least that can be asked of it.
                archive.idempotencyKeys().isStarted("");
            }
            return Optional.empty();
        } catch (TemporalUnavailable | ArchiveUnavailable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** How they stand, in the order in which they were opened. */
    public List<IntakeState> states() {
        return List.copyOf(states);
    }
}
