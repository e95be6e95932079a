package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.runtime.EndingFailures;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A container whose image is being pulled, or cannot be. */
record ImageWait(Evidence evidence, PodView pod) {
    private static final Set<String> FAULTS = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "ErrImageNeverPull",
            "InvalidImageName",
            "ImageInspectError",
            "RegistryUnavailable",
            "SignatureValidationFailed");

    private static final Pattern LOST_SECRETS = Pattern.compile("image pull secrets \\(([^)]+)\\)");

    static Optional<Wait> of(Evidence evidence, PodView pod) {
        return fault(evidence, pod).or(new ImageWait(evidence, pod)::pulling);
    }

    /** An image that cannot be pulled. */
    static Optional<Wait> fault(Evidence evidence, PodView pod) {
        return pod.all()
                .filter(each -> FAULTS.contains(each.waitingReason()))
                .findFirst()
                .map(new ImageWait(evidence, pod)::fault);
    }

    private Wait fault(ContainerView container) {
        String cause = cause(container);
        ImageFault fault = ImageFault.of(container.waitingReason(), cause);
        String why = fault.sentence(container.image(), cause);
        Failure failure = lostSecrets()
                .filter(_ -> fault.mayNeedLogin())
                .map(names -> notLoggedIn(why, names))
                .orElseGet(() -> Failure.of(Category.IMAGE, why, fault.remedy(container.image())));
        return new Wait(
                failure.message(),
                since(container),
                fault.limit(evidence.limits()),
                failure.withReason(container.waitingReason()));
    }

    private Failure notLoggedIn(String why, String secrets) {
        return Failure.of(
                Category.IMAGE,
                why + "; namespace " + pod.namespace() + " has not what imagePullSecrets: names: " + secrets,
                "create it in that namespace (./forge secret makes one), or correct its name in imagePullSecrets:");
    }

    /** Kubelet pulls without the Secrets that it cannot read, and says so beside. */
    private Optional<String> lostSecrets() {
        return evidence.of(pod)
                .latest("FailedToRetrieveImagePullSecret")
                .map(event -> LOST_SECRETS.matcher(EventView.message(event)))
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    /** Between two tries, kubelets of old only say that they wait: then the last failure's event has the cause. */
    private String cause(ContainerView container) {
        String own = RuntimeText.cause(container.waitingMessage());
        return own.isEmpty()
                ? pullFailure(container)
                        .map(event -> RuntimeText.cause(EventView.message(event)))
                        .orElse("")
                : own;
    }

    private Instant since(ContainerView container) {
        return pullFailure(container).flatMap(EventView::firstAt).orElseGet(() -> PendingPod.since(evidence, pod));
    }

    private Optional<Event> pullFailure(ContainerView container) {
        return evidence.of(pod).latestSaying("Failed to pull image \"" + container.image() + "\"", "Failed");
    }

    private Optional<Wait> pulling() {
        return evidence.of(pod)
                .latest("Pulling", "Pulled", "Failed", "Created", "Started", "FailedMount")
                .filter(event -> "Pulling".equals(event.getReason()))
                .map(this::pulling);
    }

    private Wait pulling(Event event) {
        String image = EventView.message(event).replaceFirst("(?s)^[Pp]ulling image \"([^\"]*)\".*$", "$1");
        Duration limit = evidence.limits().image();
        return new Wait(
                "pulling image " + image,
                EventView.lastAt(event),
                limit,
                Failure.of(
                                Category.IMAGE,
                                "image " + image + " was still being pulled after " + EndingFailures.words(limit),
                                "make the image smaller, or bring it nearer to the nodes")
                        .withReason("Pulling"),
                "wait while its node loads it; for the next time, make the image smaller, or bring it nearer to the"
                        + " nodes");
    }
}
