package dev.forge.contract.workflow;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.pipeline.OnFailure;
import dev.forge.contract.pipeline.Problem;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code resolve} makes of a request. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "resolution")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Resolution.Plan.class, name = "PLAN"),
    @JsonSubTypes.Type(value = Resolution.Continuation.class, name = "CONTINUATION"),
    @JsonSubTypes.Type(value = Resolution.Refusal.class, name = "REFUSAL")
})
public sealed interface Resolution {
    /** Of a request that says itself what is to be done. */
    sealed interface OfRequest extends Resolution {
        /** Who is told of the run's end. */
        List<NotificationTarget> targets();

        /** The same with others. */
        OfRequest telling(List<NotificationTarget> others);
    }

    /**
     * What the run will do.
     *
     * @param disruptionLimit how many disrupted attempts of a step are repeated
     * @param heartbeatTimeout bounds how late a dead worker is noticed
     * @param keepWorkspace how long the workspace of a run that did not succeed stays, so that it can continue
     * @param keepAfterSuccess the same of a run that succeeded: zero where a sink has taken the result away
     * @param pipelineVersion of a pipeline that was found by its name
     * @param parameters the value of each that the pipeline declares, as it was written
     * @param labels the pipeline's and the request's
     * @param onFailure what becomes of it when a step is given up
     * @param concurrency how many runs may be at work beside it, by its key as that is in this run; empty: any number
     * @param logTo where its log is put once it is over; empty: it stays in the log store alone
     * @param targets who is told of its end
     */
    record Plan(
            String pipeline,
            List<StepPlan> steps,
            int disruptionLimit,
            Duration heartbeatTimeout,
            Duration keepWorkspace,
            Duration keepAfterSuccess,
            Optional<Integer> pipelineVersion,
            Map<String, String> parameters,
            Map<String, String> labels,
            OnFailure onFailure,
            Optional<Concurrency> concurrency,
            Optional<LogTarget> logTo,
            List<NotificationTarget> targets)
            implements OfRequest {
        // Histories of releases before the last seven fields have none of them.
        @SuppressWarnings({"ConstantValue", "OptionalAssignedToNull"})
        public Plan {
            steps = List.copyOf(steps);
            pipelineVersion = pipelineVersion == null ? Optional.empty() : pipelineVersion;
            parameters = parameters == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            labels = labels == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(labels));
            onFailure = onFailure == null ? OnFailure.FAIL : onFailure;
            concurrency = concurrency == null ? Optional.empty() : concurrency;
            logTo = logTo == null ? Optional.empty() : logTo;
            targets = targets == null ? List.of() : List.copyOf(targets);
        }

        public Plan withSteps(List<StepPlan> others) {
            return with(others, targets);
        }

        @Override
        public Plan telling(List<NotificationTarget> others) {
            return with(steps, others);
        }

        private Plan with(List<StepPlan> otherSteps, List<NotificationTarget> otherTargets) {
            return new Plan(
                    pipeline,
                    otherSteps,
                    disruptionLimit,
                    heartbeatTimeout,
                    keepWorkspace,
                    keepAfterSuccess,
                    pipelineVersion,
                    parameters,
                    labels,
                    onFailure,
                    concurrency,
                    logTo,
                    otherTargets);
        }

        /** A plan of a pipeline without parameters and labels that has no version. */
        public Plan(
                String pipeline,
                List<StepPlan> steps,
                int disruptionLimit,
                Duration heartbeatTimeout,
                Duration keepWorkspace,
                Duration keepAfterSuccess) {
            this(
                    pipeline,
                    steps,
                    disruptionLimit,
                    heartbeatTimeout,
                    keepWorkspace,
                    keepAfterSuccess,
                    Optional.empty(),
                    Map.of(),
                    Map.of(),
                    OnFailure.FAIL,
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }
    }

    /**
     * What an earlier execution of the run has left to do.
     *
     * @param plan its plan, with the steps as they were changed
     * @param earlier how it stopped
     * @param from the step that was asked for
     * @param hold whether the run is HELD first
     */
    record Continuation(Plan plan, Remembered earlier, Optional<String> from, boolean hold) implements Resolution {}

    /**
     * All that is wrong with the request.
     *
     * @param targets who is told of it
     */
    record Refusal(String pipeline, List<Problem> problems, List<NotificationTarget> targets) implements OfRequest {
        // Histories of releases before the last field have none.
        @SuppressWarnings("ConstantValue")
        public Refusal {
            problems = List.copyOf(problems);
            targets = targets == null ? List.of() : List.copyOf(targets);
        }

        /** One that nobody is told of. */
        public Refusal(String pipeline, List<Problem> problems) {
            this(pipeline, problems, List.of());
        }

        @Override
        public Refusal telling(List<NotificationTarget> others) {
            return new Refusal(pipeline, problems, others);
        }
    }
}
