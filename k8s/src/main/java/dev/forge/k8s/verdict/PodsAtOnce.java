package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** More than one pod in a Job: an attempt may have run twice at once, so nothing that it did can be believed. */
final class PodsAtOnce {
    private PodsAtOnce() {}

    static Judgement judge(Evidence evidence) {
        String names = String.join(
                ", ", evidence.pods().stream().map(PodView::name).sorted().toList());
        Failure failure = Failure.of(
                Category.INTERNAL,
                "its Job has made more than one pod (" + names + "), so it may have run twice at once",
                "find out who changed its Job: kubectl describe job "
                        + evidence.job().map(JobView::name).orElse(""));
        if (evidence.pods().stream().allMatch(PodView::nothingRuns)) {
            return new Judgement.Ended(new StepOutcome.Failed(started(evidence), ended(evidence), "", failure));
        }
        Instant since = evidence.pods().stream()
                .flatMap(pod -> pod.createdAt().stream())
                .max(Instant::compareTo)
                .orElse(evidence.now());
        String why = "its Job has made more than one pod: " + names;
        return evidence.job().isPresent()
                ? new Wait(why, since, Duration.ZERO, failure).pending()
                : new Judgement.Ending(new Waiting(why, since, Optional.empty(), Optional.of(failure.remedy())));
    }

    private static Optional<Instant> started(Evidence evidence) {
        return evidence.pods().stream().flatMap(pod -> pod.startedAt().stream()).min(Instant::compareTo);
    }

    private static Instant ended(Evidence evidence) {
        return evidence.pods().stream()
                .flatMap(pod -> pod.finishedAt().stream())
                .max(Instant::compareTo)
                .orElse(evidence.now());
    }
}
