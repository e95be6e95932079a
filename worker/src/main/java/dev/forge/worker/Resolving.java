package dev.forge.worker;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunActivities.Request;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The first step of the story: from what was sent to what will be done. */
final class Resolving {
    /** Set by Temporal on what a schedule starts: the nominal time. */
    private static final SearchAttributeKey<OffsetDateTime> SCHEDULED_AT =
            SearchAttributeKey.forOffsetDateTime("TemporalScheduledStartTime");

    private Resolving() {}

    static Resolution.Plan resolve(@Nullable RawValue request, RunJournal journal) {
        Instant scheduledAt = scheduledAt();
        journal.scheduledAt(scheduledAt);
        Request asked = new Request(Workflow.getInfo().getWorkflowId(), RawText.of(request), scheduledAt);
        return switch (Calls.quick("resolve the pipeline").resolve(asked)) {
            case Resolution.Plan plan -> {
                journal.planned(plan);
                yield plan;
            }
            case Resolution.Refusal(String pipeline, List<Problem> problems) -> {
                journal.named(pipeline);
                throw new RunFailed(refusal(problems));
            }
        };
    }

    private static Instant scheduledAt() {
        OffsetDateTime nominal = Workflow.getTypedSearchAttributes().get(SCHEDULED_AT);
        return nominal == null ? RunJournal.now() : nominal.toInstant();
    }

    private static RunFailure refusal(List<Problem> problems) {
        String all = problems.stream().map(problem -> problem.in("pipeline")).collect(Collectors.joining("\n"));
        Failure failure = Failure.of(
                Category.CONFIGURATION,
                problems.size() == 1
                        ? "the pipeline has a mistake"
                        : "the pipeline has " + problems.size() + " mistakes",
                "mend the pipeline and submit it again; `forge validate FILE` finds the same mistakes beforehand");
        return new RunFailure(
                Optional.empty(), failure, failure.message() + ":\n" + all + "\nTry: " + failure.remedy(), problems);
    }
}
