package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.k8s.Judgement;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Job whose pod has not been made, in the words of whoever refuses it. */
record PodCreation(Evidence evidence, JobView job) {
    private static final String REASON = "FailedCreate";

    /** The Job controller's frame: {@code Error creating: pods "x-" is forbidden: …}. */
    private static final Pattern FRAME =
            Pattern.compile("^Error creating: (?:pods \"[^\"]*\" is (?:forbidden|invalid): )?", Pattern.DOTALL);

    private static final Pattern QUOTA = Pattern.compile("exceeded quota: ([^,]+), (.*)", Pattern.DOTALL);

    private static final Pattern ACCOUNT = Pattern.compile("serviceaccount \"([^\"]+)\" not found");

    private static final Pattern CLASS =
            Pattern.compile("(RuntimeClass|PriorityClass) (?:with name )?\"?([^\" ]+)\"? (?:was )?(?:not )?found");

    /** An admission webhook or API server that does not answer; not one that says no. */
    private static final Pattern MAY_PASS = Pattern.compile("failed calling webhook|context deadline exceeded"
            + "|connection refused|etcdserver|Internal error|timed out|too many requests|i/o timeout");

    static Judgement judge(Evidence evidence, JobView job) {
        PodCreation creation = new PodCreation(evidence, job);
        return evidence.of(job)
                .latest(REASON, "SuccessfulCreate")
                .filter(event -> REASON.equals(event.getReason()))
                .map(creation::refused)
                .orElseGet(creation::notSeen)
                .pending();
    }

    private Wait refused(Event event) {
        String message = EventView.message(event);
        String cause = Sentences.withoutStop(FRAME.matcher(message).replaceFirst(""));
        Matcher quota = QUOTA.matcher(cause);
        Matcher account = ACCOUNT.matcher(cause);
        if (quota.find()) {
            return quota(quota.group(1), quota.group(2), event);
        }
        if (account.find()) {
            return never(
                    Wait.SETTLING,
                    "service account " + account.group(1) + " is not in namespace " + job.namespace(),
                    "create it (kubectl create serviceaccount " + account.group(1) + " -n " + job.namespace()
                            + "), or name another");
        }
        Matcher missing = CLASS.matcher(cause);
        if (missing.find()) {
            return never(
                    Wait.SETTLING,
                    missing.group(1) + " " + missing.group(2) + " is not in the cluster",
                    "name one that is: kubectl get " + missing.group(1).toLowerCase(Locale.ROOT));
        }
        if (MAY_PASS.matcher(cause).find()) {
            return wait("waits for its pod, which the API server cannot make right now: " + cause);
        }
        boolean isRefused = message.contains("is forbidden") || message.contains("is invalid");
        return isRefused || message.contains("denied the request")
                ? forbidden(cause)
                : wait("waits for its pod, which cannot be made right now: " + cause);
    }

    private Wait quota(String name, String rest, Event event) {
        String why = "quota " + name + " in namespace " + job.namespace() + " is reached: " + rest;
        return new Wait(
                why,
                EventView.firstAt(event).orElse(since()),
                evidence.limits().quota(),
                Failure.of(Category.QUOTA, why, remedy(name)).withReason(REASON));
    }

    private String remedy(String quota) {
        return "wait until others end, or ask whoever owns namespace " + job.namespace() + " to raise quota " + quota
                + "; ask for less in resources:";
    }

    private Wait forbidden(String cause) {
        if (cause.startsWith("violates PodSecurity")) {
            return never(
                    Duration.ZERO,
                    "namespace " + job.namespace() + " forbids its pod: " + cause,
                    "take out of the module what is forbidden (securityContext, volumes), or have the namespace allow"
                            + " it");
        }
        if (cause.startsWith("failed quota")) {
            return never(
                    Duration.ZERO,
                    "namespace " + job.namespace() + " has a quota that needs more said: " + cause,
                    "give each container what the quota names, in resources:");
        }
        return never(
                Duration.ZERO,
                "namespace " + job.namespace() + " refuses its pod: " + cause,
                "ask for what the namespace allows (kubectl describe limitrange,resourcequota -n " + job.namespace()
                        + "), or have it allow more");
    }

    private Wait never(Duration settling, String why, String remedy) {
        return new Wait(
                why,
                since(),
                settling,
                Failure.of(Category.CONFIGURATION, why, remedy).withReason(REASON));
    }

    private Wait notSeen() {
        return wait("waits for Kubernetes' Job controller to make its pod");
    }

    private Wait wait(String why) {
        return Wait.passing(
                why,
                since(),
                evidence.limits().pod(),
                Failure.of(Category.INTERNAL, "got no pod: it " + why, job.controllersRemedy()),
                evidence.now());
    }

    private Instant since() {
        return job.createdAt().orElse(evidence.now());
    }
}
