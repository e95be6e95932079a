package dev.forge.contract.workflow;

import dev.forge.contract.RunKey;
import dev.forge.contract.pipeline.Concurrency;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who of the runs with one key has a turn, and who waits for one: a workflow for each pipeline and key, which is there
 * as long as anybody has a turn or waits. A run asks by signal-with-start and hears its answer by {@link TurnListener}.
 */
@WorkflowInterface
public interface TurnsWorkflow {
    String TYPE = "Turns";
    String ASK = "ask";
    String GIVE_BACK = "giveBack";
    String PLACE = "place";

    /** The workflow id for a key, however long that is. */
    static String idOf(String pipeline, String key) {
        return "turns/" + pipeline + "/" + RunKey.digest(key, 26);
    }

    @WorkflowMethod(name = TYPE)
    void keep(Line line);

    /** Asking once more changes nothing; another execution of a run takes the place of the one before. */
    @SignalMethod(name = ASK)
    void ask(Asked asked);

    /** Also of whoever still waits. */
    @SignalMethod(name = GIVE_BACK)
    void giveBack(Ticket ticket);

    @QueryMethod(name = PLACE)
    Place place(String runId);

    /** A run and, by Temporal's Run ID, the execution that asked for it. */
    record Ticket(String runId, String execution) {}

    /**
     * A run asks for its turn.
     *
     * @param startedAt of the run: who was started first is served first
     * @param limit how many may have a turn at once; the newest word on it counts for all
     */
    record Asked(Ticket ticket, Instant startedAt, int limit, Concurrency.Policy policy) {}

    /**
     * A run that has a turn.
     *
     * @param canceling whether it was asked to end for another that replaces it
     */
    record Turn(Ticket ticket, boolean canceling) {}

    /** A signal that nobody has looked at: one of the two is there. */
    record Arrival(Optional<Asked> asked, Optional<Ticket> givenBack) {}

    /**
     * How things stand.
     *
     * @param turns in the order in which they were given
     * @param waiting in the order in which they are served
     */
    record Line(String pipeline, String key, int limit, List<Turn> turns, List<Asked> waiting, List<Arrival> arrivals) {
        public Line {
            turns = List.copyOf(turns);
            waiting = List.copyOf(waiting);
            arrivals = List.copyOf(arrivals);
        }

        /** Before anybody came. */
        public static Line empty(String pipeline, String key, int limit) {
            return new Line(pipeline, key, limit, List.of(), List.of(), List.of());
        }
    }

    /**
     * Where a run stands.
     *
     * @param number from 1; empty where it does not wait
     * @param of how many wait
     * @param limit how many may have a turn at once
     * @param turns the ids of runs that have one, the first few
     */
    record Place(Optional<Integer> number, int of, int limit, List<String> turns) {
        public Place {
            turns = List.copyOf(turns);
        }
    }
}
