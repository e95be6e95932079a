package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.Judgement;
import dev.forge.k8s.Names;
import dev.forge.runtime.EndingFailures;
import dev.forge.runtime.ExitFailures;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An attempt without a pod: not yet, or not any more. Then the Job tells a failure, but never a success. */
final class NoPod {
    /** The Job controller's sentence for a FailJob rule on exit codes. */
    private static final Pattern EXITED =
            Pattern.compile("Container (\\S+) for pod (\\S+) failed with exit code (\\d+) matching FailJob rule");

    private NoPod() {}

    static Judgement judge(Evidence evidence) {
        return evidence.job().map(job -> ofJob(evidence, job)).orElseGet(() -> ended(evidence.now(), jobGone()));
    }

    private static Judgement ofJob(Evidence evidence, JobView job) {
        Optional<JobCondition> failed = job.failed();
        if (failed.isPresent()) {
            return new Judgement.Ended(failed(evidence, job, failed.get()));
        }
        Optional<JobCondition> complete = job.complete();
        if (complete.isPresent()) {
            return ended(time(evidence, complete.get()), unseen("its Job says Complete", complete.get()));
        }
        if (job.isBeingDeleted()) {
            return new Judgement.Ending(deleting(evidence, job));
        }
        if (job.isSuspended()) {
            return job.wasChanged()
                    ? SuspendedByOthers.giveUp(job, evidence.now())
                    : SuspendedByOthers.held(job, evidence.limits(), evidence.now());
        }
        return PodCreation.judge(evidence, job);
    }

    private static StepOutcome failed(Evidence evidence, JobView job, JobCondition condition) {
        Instant at = time(evidence, condition);
        String message = Optional.ofNullable(condition.getMessage()).orElse("");
        Matcher exited = EXITED.matcher(message);
        if (exited.find()) {
            return exited(job, at, exited.group(1), Integer.parseInt(exited.group(3)));
        }
        if (message.contains("DisruptionTarget")) {
            return disrupted(
                    at,
                    Disruptions.disrupted(
                            "Kubernetes ended its pod, which is gone: " + Sentences.withoutStop(message),
                            "DisruptionTarget",
                            Disruptions.REPEATED));
        }
        if ("DeadlineExceeded".equals(condition.getReason())) {
            Failure failure = EndingFailures.timedOut(evidence.timeout()).withReason("DeadlineExceeded");
            return new StepOutcome.Failed(Optional.empty(), at, "", failure);
        }
        return disrupted(at, unseen("its Job says " + condition.getReason(), condition));
    }

    /** Who takes a pod away has its container killed first: with the pod gone, that cannot be told from its own end. */
    private static StepOutcome exited(JobView job, Instant at, String container, int code) {
        boolean killed = ExitFailures.signal(code)
                .filter(List.of("SIGKILL", "SIGTERM")::contains)
                .isPresent();
        if (killed) {
            return disrupted(
                    at,
                    Disruptions.disrupted(
                                    "its container was killed, and its pod is gone: most likely, others deleted it",
                                    "PodFailurePolicy",
                                    Disruptions.REPEATED)
                            .withExitCode(code));
        }
        Failure failure =
                ContainerFailures.EXITS.of(program(job, container), code).withReason("PodFailurePolicy");
        return new StepOutcome.Failed(Optional.empty(), at, "", named(container, failure));
    }

    private static Failure named(String container, Failure failure) {
        return container.equals(Names.MODULE_CONTAINER)
                ? failure
                : ContainerFailures.ofOther(container, failure, failure.remedy());
    }

    private static String program(JobView job, String container) {
        return job.job().getSpec().getTemplate().getSpec().getContainers().stream()
                .filter(each -> each.getName().equals(container))
                .findFirst()
                .map(each -> new ContainerView(each, Optional.empty()).program())
                .orElse("its command");
    }

    private static Waiting deleting(Evidence evidence, JobView job) {
        List<String> finalizers = job.job().getMetadata().getFinalizers();
        return new Waiting(
                "its Job " + job.name() + " is being deleted by others, and held by its finalizers: "
                        + String.join(", ", finalizers),
                Times.of(job.job().getMetadata().getDeletionTimestamp()).orElse(evidence.now()),
                Optional.empty(),
                Optional.of("wait for whoever set the finalizers, or remove them: kubectl edit job " + job.name()
                        + " -n " + job.namespace()));
    }

    static Failure jobGone() {
        return Failure.of(
                Category.VANISHED,
                "vanished: its Job was deleted by others",
                Disruptions.REPEATED + "; find out who deletes Jobs that Forge has made");
    }

    private static Failure unseen(String says, JobCondition condition) {
        Failure failure = Failure.of(
                Category.VANISHED,
                "vanished: its pod is gone, and nobody saw how its module ended (" + says + ")",
                Disruptions.REPEATED + "; find out who deletes pods, if that happens often");
        return condition.getReason() == null ? failure : failure.withReason(condition.getReason());
    }

    private static Judgement ended(Instant at, Failure failure) {
        return new Judgement.Ended(disrupted(at, failure));
    }

    private static StepOutcome disrupted(Instant at, Failure failure) {
        return new StepOutcome.Disrupted(Optional.empty(), at, failure);
    }

    private static Instant time(Evidence evidence, JobCondition condition) {
        return Times.of(condition.getLastTransitionTime()).orElse(evidence.now());
    }
}
