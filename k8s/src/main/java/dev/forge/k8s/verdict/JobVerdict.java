package dev.forge.k8s.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.Judgement;
import dev.forge.k8s.Names;
import dev.forge.k8s.Observed;
import dev.forge.k8s.WaitingLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the observed Job, pods and events of an attempt amount to: a pure function.
 *
 * <p>Success is only what was seen to exit 0 by itself: every main container, with no sign that Forge, Kubernetes or a
 * person had asked it to end. It is said with the first observation that shows all of them ended, whatever the pod's
 * phase and the Job's conditions say by then. Sidecars do not count: kubelet still ends them, but what the step was to do
 * is done. A failure or a disruption, which may have the attempt repeated, waits until they are gone too.
 */
public final class JobVerdict {
    private JobVerdict() {}

    public static Judgement of(Observed seen, WaitingLimits limits, Instant now) {
        Evidence evidence = Evidence.of(seen, limits, now);
        return kept(evidence)
                .or(() -> MarkedAttempt.judge(evidence))
                .orElseGet(() -> evidence.pods().size() > 1 ? PodsAtOnce.judge(evidence) : ofOnePod(evidence));
    }

    /**
     * Whether events can change what is made of an observation, so that whoever asks should fetch them: while it waits,
     * and where only an event would tell that kubelet evicted what then exited 0.
     */
    public static boolean needsEvents(Observed seen) {
        List<PodView> pods = seen.pods().stream().map(PodView::of).toList();
        return pods.isEmpty()
                ? seen.job().map(JobView::new).filter(job -> !job.makesNoPod()).isPresent()
                : pods.stream().anyMatch(pod -> isWaiting(pod) || LocalStorage.mayHaveEvicted(pod));
    }

    /** Why something of an attempt still runs, or may yet, whatever its outcome is; empty: nothing of its pods does. */
    public static Optional<Waiting> left(Observed seen, Instant now) {
        return seen.pods().stream()
                .map(PodView::of)
                .filter(pod -> !pod.nothingRuns())
                .map(pod -> Leaving.beside(pod, now))
                .findFirst();
    }

    /** Whether what is left of an attempt ends without being asked to. */
    public static boolean endsByItself(Observed seen) {
        return seen.pods().stream().map(PodView::of).allMatch(PodView::endsByItself);
    }

    private static boolean isWaiting(PodView pod) {
        return pod.startedAt().isEmpty() && !pod.nothingRuns();
    }

    private static Judgement ofOnePod(Evidence evidence) {
        return evidence.pods().stream()
                .findFirst()
                .map(pod -> SinglePod.judge(evidence, pod))
                .orElseGet(() -> NoPod.judge(evidence));
    }

    /** What was said once is never said otherwise. */
    private static Optional<Judgement> kept(Evidence evidence) {
        return evidence.job()
                .flatMap(job -> job.annotation(Names.OUTCOME))
                .flatMap(JobVerdict::outcome)
                .map(outcome -> ended(evidence, outcome));
    }

    /** A success is said at once; all else waits for what runs beside it. */
    static Judgement ended(Evidence evidence, StepOutcome outcome) {
        Optional<PodView> left = outcome instanceof StepOutcome.Succeeded
                ? Optional.empty()
                : evidence.pods().stream().filter(pod -> !pod.nothingRuns()).findFirst();
        return left.map(pod -> Leaving.beside(pod, evidence.now()))
                .<Judgement>map(waiting -> new Judgement.Decided(waiting, outcome))
                .orElseGet(() -> new Judgement.Ended(outcome));
    }

    private static Optional<StepOutcome> outcome(String json) {
        try {
            return Optional.ofNullable(HistoryFormat.mapper().readValue(json, StepOutcome.class));
        } catch (JsonProcessingException e) {
            // Somebody changed it by hand: then what is left of the attempt speaks, as it would without it.
            return Optional.empty();
        }
    }
}
