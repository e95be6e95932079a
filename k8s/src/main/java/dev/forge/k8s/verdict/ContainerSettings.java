package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A container that kubelet cannot create from what its pod says. */
record ContainerSettings(Evidence evidence, PodView pod) {
    private static final Set<String> RUNTIME = Set.of(
            "CreateContainerError", "RunContainerError", "StartError", "PreCreateHookError", "PostStartHookError");

    private static final Pattern MISSING = Pattern.compile("(secret|configmap) \"([^\"]+)\" not found");

    private static final Pattern MISSING_KEY =
            Pattern.compile("couldn't find key (\\S+) in (Secret|ConfigMap) \\S+?/(\\S+)");

    /** What the API server or the node may be slow about. */
    private static final Pattern MAY_PASS = Pattern.compile("context deadline exceeded|timed out|is reserved for"
            + "|failed to sync|connection refused|Unavailable|i/o timeout");

    static Optional<Wait> of(Evidence evidence, PodView pod) {
        ContainerSettings settings = new ContainerSettings(evidence, pod);
        return pod.all().flatMap(each -> settings.of(each).stream()).findFirst();
    }

    private Optional<Wait> of(ContainerView container) {
        String reason = container.waitingReason();
        if (reason.equals("CreateContainerConfigError")) {
            return Optional.of(wait(container, config(container)));
        }
        return RUNTIME.contains(reason)
                ? Optional.of(wait(container, StartFailures.of(container, container.waitingMessage())))
                : Optional.empty();
    }

    private Wait wait(ContainerView container, Failure failure) {
        Duration limit = limit(container, failure);
        return new Wait(
                failure.message(),
                PendingPod.since(evidence, pod),
                limit,
                failure.withReason(container.waitingReason()));
    }

    private Duration limit(ContainerView container, Failure failure) {
        if (failure.category() == Category.STORAGE) {
            return evidence.limits().volume();
        }
        return MAY_PASS.matcher(container.waitingMessage()).find()
                ? evidence.limits().pod()
                : Wait.SETTLING;
    }

    private Failure config(ContainerView container) {
        String message = Sentences.withoutStop(container.waitingMessage());
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            return missing(pod, kind(missing.group(1)), missing.group(2));
        }
        Matcher key = MISSING_KEY.matcher(message);
        if (key.find()) {
            return Failure.of(
                    Category.CONFIGURATION,
                    key.group(2) + " " + key.group(3) + " in namespace " + pod.namespace() + " has no key "
                            + key.group(1),
                    "add the key " + key.group(1) + " to " + key.group(2) + " " + key.group(3)
                            + ", or name another in env:");
        }
        if (message.contains("runAsNonRoot") || message.contains("non-root")) {
            return root(container);
        }
        if (message.contains("subPath")) {
            return subPath(message);
        }
        return Failure.of(
                Category.CONFIGURATION,
                "container " + container.name() + " cannot be created: " + message,
                "mend what the module asks for");
    }

    /** A Secret or ConfigMap that a container or a volume names. */
    static Failure missing(PodView pod, String kind, String name) {
        return Failure.of(
                Category.CONFIGURATION,
                kind + " " + name + " is not in namespace " + pod.namespace(),
                "create it (kubectl create " + (kind.equals("Secret") ? "secret generic " : "configmap ") + name
                        + " -n " + pod.namespace() + "), or name another");
    }

    static String kind(String word) {
        return word.equals("secret") ? "Secret" : "ConfigMap";
    }

    private static Failure root(ContainerView container) {
        return Failure.of(
                Category.CONFIGURATION,
                "image " + container.image() + " runs as root, or as a user without a number, and its pod must not",
                "set runAsUser: in securityContext, or USER with a number in the image's Dockerfile");
    }

    private Failure subPath(String message) {
        String claim = String.join(", ", pod.claims());
        return Failure.of(
                Category.STORAGE,
                "the workspace on volume claim " + claim + " cannot be mounted: " + message,
                "look whether the run's folder is still on the volume, and whether the volume answers");
    }
}
