package dev.forge.activities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.PipelineWriter;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.Preview;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.contract.workflow.StepPlan;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.LaunchRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what a request would become, by the same resolver and the same place as its run would have. */
final class Previewing {
    /** Temporal takes 2 MB as one payload. */
    private static final int LARGEST = 1_900_000;

    private final Resolver resolver;
    private final JobRuntime runtime;

    Previewing(Resolver resolver, JobRuntime runtime) {
        this.resolver = resolver;
        this.runtime = runtime;
    }

    /**
     * What a request would become.
     *
     * @param execution stands for the Run ID that Temporal would give
     */
    Preview preview(Request request, String execution) {
        return switch (resolver.resolve(request)) {
            case Resolution.Refusal refusal -> new Preview.Refused(refusal.problems());
            case Resolution.Plan plan -> fitting(planned(plan, request.runId(), execution));
        };
    }

    private Preview.Planned planned(Resolution.Plan plan, String runId, String execution) {
        List<Preview.Step> steps = new ArrayList<>();
        for (StepPlan step : plan.steps()) {
            StepTask.Workspace workspace = steps.isEmpty() ? StepTask.Workspace.BEGUN : StepTask.Workspace.CONTINUED;
            steps.add(step(step, step.task(new AttemptId(runId, execution, step.name(), 1), workspace)));
        }
        return new Preview.Planned(
                plan.pipeline(),
                plan.pipelineVersion(),
                plan.parameters(),
                plan.labels(),
                plan.onFailure().word(),
                plan.concurrency().map(rule -> Preview.Turns.of(plan.pipeline(), rule)),
                steps);
    }

    private Preview.Step step(StepPlan plan, StepTask task) {
        JsonNode module = PipelineWriter.module(plan.module());
        try {
            return new Preview.Step(
                    plan.name(), plan.kind(), module, Optional.of(runtime.preview(task)), Optional.empty());
        } catch (LaunchRefused refused) {
            return new Preview.Step(plan.name(), plan.kind(), module, Optional.empty(), Optional.of(refused.failure()));
        }
    }

    private static Preview fitting(Preview.Planned planned) {
        return length(planned) <= LARGEST
                ? planned
                : new Preview.Refused(List.of(Problem.of(
                        "",
                        "the Jobs of this run are more than Temporal carries in one answer",
                        "run it, or preview a part of its modules")));
    }

    private static int length(Preview preview) {
        try {
            return HistoryFormat.mapper().writeValueAsBytes(preview).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a preview is always JSON", e);
        }
    }
}
