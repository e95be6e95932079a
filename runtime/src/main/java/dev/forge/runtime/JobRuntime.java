package dev.forge.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The port through which attempts run: one Job an attempt, whatever a Job is where they run. Every adapter passes
 * the same contract suite. All methods may be called again after a crash at any point, by another worker too.
 *
 * <p>Of what a module writes to {@code FORGE_OUTPUT}, the last 4096 bytes are its output: kubelet keeps that much of a
 * termination log, and from its end.
 *
 * <p>What infrastructure keeps from answering is thrown as {@link RuntimeUnavailable}; asking again later is right.
 */
public interface JobRuntime {
    /**
     * Launches an attempt, or adopts the Job that bears its name already, running or ended. An attempt is started at
     * most once, however often and by however many workers this is called.
     *
     * @throws LaunchRefused if it can never start as it is written, or its name is taken by something else
     */
    Launched launch(StepTask task);

    /**
     * What a launch of an attempt would make, in this place's own words; nothing is made, and no secret is read.
     *
     * @throws LaunchRefused if it can be seen beforehand that a launch would be refused
     */
    JsonNode preview(StepTask task);

    /**
     * Bars an attempt: unless it was launched before, nothing of it ever starts, and whoever launches it from now on finds
     * it ended with {@code CANCELED}. That holds when the run is released, too, and outlasts by far whatever may stall a
     * worker between its decision to launch and the launch. An attempt that was launched before is left alone.
     */
    void bar(StepTask task);

    /**
     * The verdict on an attempt, as soon as it differs from {@code known}, and after {@code atMost} in any case.
     * Enforces the attempt's timeout while somebody awaits it.
     */
    Verdict await(Launched attempt, Verdict known, Duration atMost) throws InterruptedException;

    /**
     * Asks an attempt to end (TERM, then KILL after its grace) and waits until nothing of it runs.
     *
     * @return empty once nothing is left, else, after {@code atMost}, why something still is
     */
    Optional<Waiting> end(Launched attempt, Duration atMost) throws InterruptedException;

    /**
     * Returns once all that an ended attempt has written is kept, or what is missing is marked in its log. A log that
     * cannot be kept never changes a verdict.
     *
     * @param tell hears now and then why that is not so yet
     */
    void completeLog(AttemptId attempt, Consumer<Waiting> tell) throws InterruptedException;

    /** The attempts of a run of which something may still run, of every execution. */
    List<Present> present(String runId);

    /**
     * The same as far as it is known without asking: what somebody else has launched a moment ago may be missing. For
     * whoever has asked before, and comes between two steps.
     */
    default List<Present> known(String runId) {
        return present(runId);
    }

    /** The ids of the runs of which something may still run, or whose Jobs have not been released. */
    List<String> runs();

    /**
     * Lets go of the Jobs that executions of a run have left; where that is all there is of it, what comes too late to
     * launch for it is not started. Its logs stay.
     *
     * @param isOver whether nobody needs the Jobs any more that an execution, by Temporal's Run ID, has launched; asked
     *     after they were listed, so that what another one launches meanwhile stays
     */
    void release(String runId, Predicate<String> isOver);

    /** The workspaces of runs, to look at. */
    WorkspaceFiles files();

    /** Removes a run's workspace, and nothing else. */
    void clean(String runId);

    /**
     * An attempt that is there.
     *
     * @param execution Temporal's Run ID of the execution that launched it
     */
    record Present(Launched attempt, String execution) {}
}
