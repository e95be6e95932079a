package dev.forge.k8s.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.EndingMark;
import dev.forge.k8s.Judgement;
import dev.forge.k8s.Names;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** An attempt that Forge itself ends: whatever its exit code, it failed with what the mark says. */
final class MarkedAttempt {
    private MarkedAttempt() {}

    static Optional<Judgement> judge(Evidence evidence) {
        return evidence.job()
                .flatMap(job ->
                        job.annotation(Names.ENDING).map(MarkedAttempt::mark).map(mark -> judge(evidence, job, mark)));
    }

    private static Judgement judge(Evidence evidence, JobView job, EndingMark mark) {
        Optional<PodView> left =
                evidence.pods().stream().filter(pod -> !pod.nothingRuns()).findFirst();
        if (left.isPresent()) {
            return new Judgement.Ending(leaving(evidence, left.get(), mark));
        }
        if (!job.makesNoPod() && !job.isBeingDeleted()) {
            return new Judgement.Ending(suspending(job, mark, evidence.now()));
        }
        return new Judgement.Ended(outcome(evidence, mark));
    }

    private static Waiting suspending(JobView job, EndingMark mark, Instant now) {
        return new Waiting(
                "its Job " + job.name() + " is being suspended, which Kubernetes' Job controller has not seen yet",
                mark.at(),
                Optional.empty(),
                Optional.of(Waiting.onceUnusual(job.controllersRemedy(), mark.at(), now)));
    }

    private static Waiting leaving(Evidence evidence, PodView pod, EndingMark mark) {
        return pod.isBeingDeleted()
                ? Leaving.of(pod, evidence.now())
                : Waiting.passing("its pod " + pod.name() + " is about to be asked to end", mark.at());
    }

    private static StepOutcome outcome(Evidence evidence, EndingMark mark) {
        Optional<Instant> started = times(evidence, PodView::startedAt).min(Instant::compareTo);
        Instant ended =
                times(evidence, PodView::finishedAt).max(Instant::compareTo).orElse(mark.at());
        Failure failure = evidence.pods().stream()
                .flatMap(pod -> pod.module().exitCode().stream())
                .findFirst()
                .map(code -> mark.failure().withExitCode(code))
                .orElse(mark.failure());
        return switch (failure.category()) {
            case DISRUPTED, VANISHED -> new StepOutcome.Disrupted(started, ended, failure);
            case MODULE_EXIT,
                    OUT_OF_MEMORY,
                    TIMEOUT,
                    IMAGE,
                    CONFIGURATION,
                    UNSCHEDULABLE,
                    QUOTA,
                    EVICTED,
                    STORAGE,
                    SOURCE_MISSING,
                    SOURCE_DENIED,
                    SOURCE_INVALID,
                    SINK_MISSING,
                    SINK_DENIED,
                    CANCELED,
                    INTERNAL -> new StepOutcome.Failed(started, ended, output(evidence), failure);
        };
    }

    private static String output(Evidence evidence) {
        return evidence.pods().stream()
                .findFirst()
                .map(pod -> PodOutcome.output(pod.module()))
                .orElse("");
    }

    private static Stream<Instant> times(Evidence evidence, Function<PodView, Optional<Instant>> part) {
        return evidence.pods().stream().flatMap(pod -> part.apply(pod).stream());
    }

    private static EndingMark mark(String json) {
        try {
            return HistoryFormat.mapper().readValue(json, EndingMark.class);
        } catch (JsonProcessingException e) {
            // That there is one is certain, and so that its exit code is not the module's own doing.
            return new EndingMark(
                    Instant.EPOCH,
                    Failure.of(
                            Category.INTERNAL,
                            "was ended by Forge, but its annotation " + Names.ENDING + " cannot be read any more",
                            "find out who changed the annotations of its Job"));
        }
    }
}
