package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pod that has no node yet. */
record Scheduling(Evidence evidence, PodView pod) {
    /** What the scheduler goes on about after it has said why. */
    private static final Pattern TAIL =
            Pattern.compile("[.,]? (?:no new claims to deallocate|preemption: |not found\\.?$).*$", Pattern.DOTALL);

    private static final Pattern VOLUME = Pattern.compile("unbound immediate PersistentVolumeClaims"
            + "|volume node affinity conflict|available persistent volumes to bind|waiting for ephemeral volume");

    private static final Pattern NO_CLAIM = Pattern.compile("persistentvolumeclaim \"([^\"]+)\" not found");

    private static final Pattern NO_CLASS = Pattern.compile("storageclass\\S* \"([^\"]+)\" not found");

    static Wait of(Evidence evidence, PodView pod) {
        return new Scheduling(evidence, pod).waits();
    }

    private Wait waits() {
        String said = said();
        Matcher missing = NO_CLAIM.matcher(said);
        if (missing.find()) {
            return claimMissing(missing.group(1));
        }
        String why = TAIL.matcher(said).replaceFirst("");
        if (VOLUME.matcher(said).find() && !said.contains("Insufficient")) {
            return unbound(why);
        }
        return said.isEmpty() ? unseen() : unschedulable(why);
    }

    /** The condition's sentence is the scheduler's latest; before there is one, its event's. */
    private String said() {
        return pod.condition("PodScheduled")
                .map(PodCondition::getMessage)
                .filter(message -> !message.isBlank())
                .or(() -> evidence.of(pod).latest("FailedScheduling").map(EventView::message))
                .map(message -> message.replaceAll("\\s+", " ").strip())
                .orElse("");
    }

    private Wait unseen() {
        return Wait.passing(
                "waits for Kubernetes' scheduler to find it a node",
                since(),
                evidence.limits().scheduling(),
                Failure.of(
                        Category.UNSCHEDULABLE,
                        "got no node: Kubernetes' scheduler did not look at it",
                        "look whether the scheduler runs: kubectl describe pod " + pod.name() + " -n "
                                + pod.namespace()),
                evidence.now());
    }

    private Wait unschedulable(String why) {
        String remedy =
                "ask for less in resources:, mend nodeSelector:, affinity: or tolerations:, or have a node that fits added";
        return new Wait(
                "waits for a node: " + Sentences.withoutStop(why),
                since(),
                evidence.limits().scheduling(),
                Failure.of(Category.UNSCHEDULABLE, "found no node: " + Sentences.withoutStop(why), remedy)
                        .withReason(reason()));
    }

    private Wait unbound(String why) {
        String claims = String.join(", ", pod.claims());
        String cause = pod.claims().stream()
                .flatMap(claim -> evidence.ofClaim(claim).latest("ProvisioningFailed").stream())
                .map(EventView::message)
                .findFirst()
                .map(Sentences::withoutStop)
                .orElse(Sentences.withoutStop(why));
        Matcher noClass = NO_CLASS.matcher(cause);
        String remedy = noClass.find()
                ? "create storage class " + noClass.group(1) + ", or give the claim another"
                : "look what its claim waits for: kubectl describe pvc " + claims + " -n " + pod.namespace();
        String sentence =
                "volume not bound: volume claim " + claims + " has no volume that its node can mount: " + cause;
        return new Wait(
                sentence,
                since(),
                evidence.limits().volume(),
                Failure.of(Category.STORAGE, sentence, remedy).withReason(reason()));
    }

    private Wait claimMissing(String claim) {
        String why = "volume claim " + claim + " is not in namespace " + pod.namespace();
        return new Wait(
                why,
                since(),
                Wait.SETTLING,
                Failure.of(Category.CONFIGURATION, why, "create the claim, or name another")
                        .withReason(reason()));
    }

    private String reason() {
        return pod.condition("PodScheduled").map(PodCondition::getReason).orElse("FailedScheduling");
    }

    private Instant since() {
        return pod.createdAt().orElse(evidence.now());
    }
}
