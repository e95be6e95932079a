package dev.forge.contract.workflow;

import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import io.temporal.activity.ActivityInterface;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run does to the world. Each takes one record, so that fields can be added. Infrastructure faults are thrown
 * and are Temporal's to retry, without limit; how a module ended is a value.
 */
@ActivityInterface
public interface RunActivities {
    /** Validates the request and resolves all that does not depend on a step's outcome. */
    Resolution resolve(Request request);

    /** Finds out who is told of the end of a run that was over before its request was resolved. */
    Receivers receivers(Request request);

    /**
     * Launches one attempt, or adopts it, and awaits its end. Heartbeats a {@link dev.forge.contract.step.Sighting}.
     */
    StepOutcome execute(StepTask task);

    /**
     * Ends every attempt of a run, and returns once none is left and none can come any more. Heartbeats a
     * {@link dev.forge.contract.step.Sighting}.
     */
    void end(Canceling run);

    /**
     * Keeps the files that a step has left as results, as they are before the next step begins. Heartbeats a
     * {@link dev.forge.contract.step.Sighting}. Where the archive cannot be reached it throws, for as long as that lasts;
     * files that cannot be read are given up after an hour.
     */
    ResultsKept keepResults(Results results);

    /**
     * Completes what must outlive the attempt: its log, its outcome. Heartbeats a
     * {@link dev.forge.contract.step.Sighting} where that waits.
     */
    void finish(Finished finished);

    /**
     * Puts the log of a run that is over where its user wants it. Heartbeats. What no further try would mend ends it at
     * once.
     */
    void putLog(WholeLog log);

    /** Writes a run's end where it outlives Temporal's retention, if there is such a place. */
    void conclude(Conclusion conclusion);

    /** Lets the Jobs of an ended run go; its logs stay. */
    void release(RunRef run);

    /** Removes a run's workspace. */
    void clean(RunRef run);

    /**
     * A request as it came.
     *
     * @param json the workflow's input, whatever it is
     * @param scheduledAt the schedule's nominal time; the start's otherwise
     */
    record Request(String runId, String json, Instant scheduledAt) {}

    /** Who is told of a run's end. */
    record Receivers(List<NotificationTarget> targets) {
        public Receivers {
            targets = List.copyOf(targets);
        }
    }

    /** A run and, by Temporal's Run ID, the execution that acts for it. */
    record RunRef(String runId, String execution) {}

    /**
     * A run that is being canceled.
     *
     * @param open the attempts that it has asked for and that have not ended: a worker that was stalled may still be
     *     about to launch one
     */
    record Canceling(String runId, String execution, List<StepTask> open) {
        // Histories of releases before this field have none.
        @SuppressWarnings("ConstantValue")
        public Canceling {
            open = open == null ? List.of() : List.copyOf(open);
        }
    }

    /**
     * How a run ends.
     *
     * @param execution Temporal's Run ID
     * @param scheduledBy the schedule that started it
     * @param pipelineVersion of a pipeline that was found by its name
     * @param parameters the value of each that the pipeline declares, as it was written
     * @param labels the pipeline's and the request's
     * @param watch the object that it was for
     */
    record Conclusion(
            RunReport report,
            String execution,
            Optional<String> scheduledBy,
            Optional<Integer> pipelineVersion,
            Map<String, String> parameters,
            Map<String, String> labels,
            Optional<WatchedObject> watch) {
        // Histories of releases before the last field do not have it.
        @SuppressWarnings({"ConstantValue", "OptionalAssignedToNull"})
        public Conclusion {
            parameters = Map.copyOf(parameters);
            labels = Map.copyOf(labels);
            watch = watch == null ? Optional.empty() : watch;
        }
    }

    /**
     * The log of a run of one step.
     *
     * @param attempts all, in their order
     */
    record WholeLog(String runId, List<AttemptId> attempts, LogTarget target) {
        public WholeLog {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * The results of an attempt whose container has exited 0.
     *
     * @param files below the workspace
     * @param pipelineVersion of a pipeline that was found by its name
     */
    record Results(AttemptId attempt, String pipeline, Optional<Integer> pipelineVersion, List<String> files) {
        public Results {
            files = List.copyOf(files);
        }
    }

    /** An attempt that has ended. */
    record Finished(AttemptId attempt, StepOutcome outcome) {}
}
