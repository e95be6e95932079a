package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.k8s.Judgement;
import dev.forge.runtime.EndingFailures;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A pod none of whose main containers has started. */
record PendingPod(Evidence evidence, PodView pod) {
    private static final String NO_SANDBOX = "FailedCreatePodSandBox";

    static Judgement judge(Evidence evidence, PodView pod) {
        return new PendingPod(evidence, pod).waits().pending();
    }

    private Wait waits() {
        if (pod.node().isEmpty()) {
            return Scheduling.of(evidence, pod);
        }
        return ImageWait.of(evidence, pod)
                .or(() -> ContainerSettings.of(evidence, pod))
                .or(this::sidecar)
                .or(this::init)
                .or(() -> VolumeWait.of(evidence, pod))
                .or(this::sandbox)
                .or(this::unknown)
                .or(this::untaken)
                .orElseGet(this::creating);
    }

    /** When its node got it, or the last container before the one that is looked at had ended. */
    static Instant since(Evidence evidence, PodView pod) {
        Optional<Instant> before =
                pod.inits().stream().flatMap(init -> init.finishedAt().stream()).max(Instant::compareTo);
        return before.or(() -> pod.condition("PodScheduled")
                        .map(PodCondition::getLastTransitionTime)
                        .flatMap(Times::of))
                .or(pod::createdAt)
                .orElse(evidence.now());
    }

    /** Until it has started once, the containers after it wait. */
    private Optional<Wait> sidecar() {
        return pod.sidecars().stream()
                .filter(each -> !each.isRunning() && each.lastExitCode().isPresent())
                .findFirst()
                .map(each -> {
                    int code = each.lastExitCode().orElseThrow();
                    String why = "sidecar " + each.name() + " does not stay up (it exited with " + code + ")";
                    return new Wait(
                            why,
                            since(evidence, pod),
                            evidence.limits().pod(),
                            Failure.of(
                                            Category.MODULE_EXIT,
                                            why + ", so the module could not start",
                                            "see the sidecar's log: kubectl logs " + pod.name() + " -c " + each.name())
                                    .withExitCode(code)
                                    .withReason("CrashLoopBackOff"));
                });
    }

    private Optional<Wait> init() {
        return pod.inits().stream()
                .filter(ContainerView::isRunning)
                .findFirst()
                .map(each -> InitFailures.isPlatforms(each) ? platforms(each) : users(each));
    }

    private Wait platforms(ContainerView init) {
        Instant since = init.startedAt().orElse(since(evidence, pod));
        return switch (init.name()) {
            case InitFailures.PREPARE -> brief("the run's workspace is being made", since);
            case InitFailures.RESUME -> brief("the run's workspace is being looked for", since);
            default -> restoring(since);
        };
    }

    private Wait brief(String why, Instant since) {
        Duration limit = evidence.limits().volume();
        return Wait.passing(why, since, limit, undone(why, limit), evidence.now());
    }

    private Wait restoring(Instant since) {
        String why = "the workspace is being kept or put back";
        Duration limit = longest(evidence.limits().volume());
        return new Wait(
                why,
                since,
                limit,
                undone(why, limit),
                "wait while it is copied, or take restore: out of the module that asks for it");
    }

    private static Failure undone(String why, Duration limit) {
        return Failure.of(
                Category.STORAGE,
                why + ", and that was not done after " + EndingFailures.words(limit),
                "look whether the volume answers, and how much is on it");
    }

    private Wait users(ContainerView init) {
        Duration limit = longest(Duration.ZERO);
        return new Wait(
                "init container " + init.name() + " runs",
                init.startedAt().orElse(since(evidence, pod)),
                limit,
                Failure.of(
                        Category.TIMEOUT,
                        "init container " + init.name() + " still ran after the module's timeout of "
                                + EndingFailures.words(limit),
                        "raise timeout: in the module, or find out what the init container waited for"),
                "wait for it, or see what it does: kubectl logs " + pod.name() + " -c " + init.name() + " -n "
                        + pod.namespace());
    }

    /** Copying and unpacking take as long as there is data, and its author said what is too long. */
    private Duration longest(Duration atLeast) {
        return evidence.timeout().compareTo(atLeast) > 0 ? evidence.timeout() : atLeast;
    }

    private Optional<Wait> sandbox() {
        return evidence.of(pod)
                .latest(NO_SANDBOX, "Created", "Started", "Pulled")
                .filter(event -> NO_SANDBOX.equals(event.getReason()))
                .map(this::sandbox);
    }

    private Wait sandbox(Event event) {
        String cause = RuntimeText.cause(EventView.message(event));
        if (cause.contains("OOM-killed")) {
            Failure failure = OutOfMemory.atStart(pod.module()).withReason(NO_SANDBOX);
            return new Wait(failure.message(), since(evidence, pod), Wait.SETTLING, failure);
        }
        String why = "node " + pod.node().orElse("") + " cannot set up its pod: " + cause;
        return new Wait(
                why,
                EventView.firstAt(event).orElse(since(evidence, pod)),
                evidence.limits().pod(),
                Failure.of(
                                Category.INTERNAL,
                                why,
                                "ask whoever runs the cluster to look at the node: its network (CNI) and its"
                                        + " runtimeClass")
                        .withReason(NO_SANDBOX));
    }

    /** What kubelets of old, and the node controller, write when the node is not heard of. */
    private Optional<Wait> unknown() {
        return Optional.of(pod.phase()).filter("Unknown"::equals).map(_ -> {
            String why = "node " + pod.node().orElse("") + " is not heard of";
            return new Wait(
                    why,
                    since(evidence, pod),
                    evidence.limits().scheduling(),
                    Failure.of(Category.DISRUPTED, why + " any more", Disruptions.REPEATED)
                            .withReason("Unknown"),
                    "look at the node: kubectl describe node " + pod.node().orElse(""));
        });
    }

    private Optional<Wait> untaken() {
        return pod.acceptedAt().isPresent()
                ? Optional.empty()
                : Optional.of(Wait.passing(
                        "node " + pod.node().orElse("") + " has not taken its pod yet",
                        since(evidence, pod),
                        evidence.limits().pod(),
                        Failure.of(
                                Category.DISRUPTED,
                                "node " + pod.node().orElse("") + " did not take its pod",
                                Disruptions.REPEATED + "; look whether the node answers"),
                        evidence.now()));
    }

    private Wait creating() {
        Duration limit = evidence.limits().image();
        return Wait.passing(
                "its container is being created on node " + pod.node().orElse(""),
                since(evidence, pod),
                limit,
                Failure.of(
                        Category.INTERNAL,
                        "its container was still being created after " + EndingFailures.words(limit),
                        "look what its node waits for: kubectl describe pod " + pod.name() + " -n " + pod.namespace()),
                evidence.now());
    }
}
