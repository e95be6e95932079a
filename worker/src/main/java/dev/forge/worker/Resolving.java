package dev.forge.worker;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.run.ResumePoint;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.contract.workflow.RunAttributes;
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

    static Course resolve(@Nullable RawValue request, RunJournal journal, Control control) {
        Instant scheduledAt = scheduledAt();
        journal.scheduled(
                scheduledAt,
                Optional.ofNullable(Workflow.getTypedSearchAttributes().get(RunAttributes.SCHEDULED_BY)));
        Request asked = new Request(Workflow.getInfo().getWorkflowId(), RawText.of(request), scheduledAt);
        journal.asked(asked);
        return switch (Calls.quick("resolve the pipeline").resolve(asked)) {
            case Resolution.Plan plan -> {
                journal.planned(plan);
                yield new Course(plan);
            }
            case Resolution.Continuation goingOn -> resume(goingOn, journal, control);
            case Resolution.Refusal refused -> {
                journal.refused(refused);
                throw new RunFailed(refusal(refused.problems()));
            }
        };
    }

    /** Another execution of the run has stopped; this one goes on where that one is to. */
    private static Course resume(Resolution.Continuation goingOn, RunJournal journal, Control control) {
        Resolution.Plan plan = goingOn.plan();
        journal.resumed(plan, goingOn.earlier());
        return switch (journal.resumePoint(goingOn.from())) {
            case ResumePoint.Nowhere(Problem problem) -> throw new RunFailed(notContinued(problem));
            case ResumePoint.At _ when goingOn.hold() -> new Course(plan, control.hold(failure(journal)));
            case ResumePoint.At(String step) -> {
                journal.goesOnFrom(step);
                yield new Course(plan, step);
            }
        };
    }

    private static RunFailure failure(RunJournal journal) {
        return journal.failure()
                .orElseThrow(() -> new RunFailed(notContinued(Problem.of(
                        "/continue/hold",
                        "the run has not failed, so that there is nothing to hold it for",
                        "leave hold out"))));
    }

    private static RunFailure notContinued(Problem problem) {
        Failure failure =
                Failure.of(Category.CONFIGURATION, "the run cannot go on: " + problem.message(), problem.fix());
        return RunFailure.ofTheRun(failure, List.of(problem));
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
