package dev.forge.starter.intake;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.starter.problem.Incidents;
import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.run.RunSubmission;
import dev.forge.starter.run.TemporalGateway;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All intakes of this starter. */
@Singleton
public class Intakes {
    private static final Logger LOG = LoggerFactory.getLogger(Intakes.class);

    private final RunSubmission submission;
    private final Incidents incidents;
    private final TemporalGateway temporal;
    private final Archive archive;
    private final RoomForRuns room;
    private final BodyReaders readers;
    private final Clock clock;
    private final List<IntakeState> states = new CopyOnWriteArrayList<>();

    Intakes(
            RunSubmission submission,
            Incidents incidents,
            TemporalGateway temporal,
            Archive archive,
            RoomForRuns room,
            BodyReaders readers,
            Clock clock) {
        this.submission = submission;
        this.temporal = temporal;
        this.archive = archive;
        this.incidents = incidents;
        this.room = room;
        this.readers = readers;
        this.clock = clock;
    }

    /**
     * The intake of one queue; an adapter opens it once.
     *
     * @param broker a word of lower case, {@code rabbitmq} for example
     * @param queue as the broker knows it
     */
    public Intake open(String broker, String queue) {
        return open(broker, queue, ReplyRule.NONE);
    }

    /**
     * The same where answers do not go everywhere.
     *
     * @param replies whither they may go
     */
    public Intake open(String broker, String queue, ReplyRule replies) {
        IntakeState state = new IntakeState(broker, queue, clock);
        states.add(state);
        return new Intake(submission::submitMessage, room, readers, replies, incidents, state);
    }

    /**
     * Looks whether what a run needs is there, and room for it.
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
            return room.full();
        } catch (TemporalUnavailable | ArchiveUnavailable | NotTakenYet e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A proxy's answer, a role without its rights: it is no more there than if it had said nothing.
            LOG.debug("Temporal or the archive answers otherwise than it should", e);
            return Optional.of("Temporal or the archive answers otherwise than it should (" + e.getMessage() + ")");
        }
    }

    /**
     * How many messages may be on their way at once, so that all but one have room.
     *
     * @param wanted the most
     */
    public int atOnce(int wanted) {
        return Math.max(1, room.of(wanted));
    }

    /** How many runs may be open. */
    public RoomForRuns room() {
        return room;
    }

    /** How they stand, in the order in which they were opened. */
    public List<IntakeState> states() {
        return List.copyOf(states);
    }
}
