package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pod whose volumes are not mounted yet. */
record VolumeWait(Evidence evidence, PodView pod) {
    private static final Set<String> FAILED = Set.of("FailedMount", "FailedAttachVolume", "FailedMapVolume");

    private static final Pattern MISSING = Pattern.compile("(secret|configmap) \"([^\"]+)\" not found");

    private static final Pattern MISSING_KEY = Pattern.compile("references non-existent (?:secret|config) key: (\\S+)");

    private static final Pattern VOLUME = Pattern.compile("for volume \"([^\"]+)\"");

    private static final Pattern FRAME =
            Pattern.compile("^(?:MountVolume|AttachVolume|MapVolume)\\S* failed for volume \"[^\"]*\" ?: ");

    static Optional<Wait> of(Evidence evidence, PodView pod) {
        VolumeWait wait = new VolumeWait(evidence, pod);
        return evidence.of(pod)
                .latest(
                        "FailedMount",
                        "FailedAttachVolume",
                        "FailedMapVolume",
                        "SuccessfulAttachVolume",
                        "Pulling",
                        "Pulled",
                        "Created",
                        "Started")
                .filter(event -> FAILED.contains(event.getReason()))
                .map(wait::failed);
    }

    private Wait failed(Event event) {
        String message = EventView.message(event);
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            Failure failure =
                    ContainerSettings.missing(pod, ContainerSettings.kind(missing.group(1)), missing.group(2));
            return wait(event, Wait.SETTLING, failure);
        }
        Matcher key = MISSING_KEY.matcher(message);
        if (key.find()) {
            return wait(
                    event,
                    Wait.SETTLING,
                    Failure.of(
                            Category.CONFIGURATION,
                            "volume " + volume(message) + " wants the key " + key.group(1)
                                    + ", which its Secret or ConfigMap has not",
                            "add the key, or take it out of the volume's items:"));
        }
        return wait(event, evidence.limits().volume(), unmounted(message));
    }

    private Failure unmounted(String message) {
        String cause = Sentences.withoutStop(FRAME.matcher(message).replaceFirst(""));
        return Failure.of(
                Category.STORAGE,
                "volume " + volume(message) + " cannot be mounted: " + cause,
                "look at the volume and its storage: kubectl describe pod " + pod.name() + " -n " + pod.namespace());
    }

    private static String volume(String message) {
        Matcher name = VOLUME.matcher(message);
        return name.find() ? name.group(1) : "of its pod";
    }

    private Wait wait(Event event, Duration limit, Failure failure) {
        return new Wait(
                failure.message(),
                EventView.firstAt(event).orElseGet(() -> PendingPod.since(evidence, pod)),
                limit,
                failure.withReason(event.getReason()));
    }
}
