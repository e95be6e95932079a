package dev.forge.k8s;

import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.manifest.CleaningJob;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.Verdict;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Removes workspaces, by a Job in each namespace whose volume may hold one. */
final class Cleaning {
    // A workspace of a million files takes minutes on a network volume.
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final KubernetesSettings settings;
    private final Api api;
    private final Looking looking;
    private final Awaiting awaiting;

    Cleaning(KubernetesSettings settings, Api api, Looking looking, Awaiting awaiting) {
        this.settings = settings;
        this.api = api;
        this.looking = looking;
        this.awaiting = awaiting;
    }

    void clean(String runId) throws InterruptedException {
        for (KubernetesSettings.Namespace namespace : settings.namespaces()) {
            clean(runId, namespace.name());
        }
    }

    private void clean(String runId, String namespace) throws InterruptedException {
        Job job = created(CleaningJob.of(settings, runId, namespace), namespace);
        looking.remember(job);
        Launched launched =
                new Launched(job.getMetadata().getName(), job.getMetadata().getUid());
        Verdict verdict = ended(launched);
        List<String> said = said(launched, verdict);
        api.delete(job);
        demandSuccess(verdict, runId, namespace, said);
    }

    private Job created(Job wanted, String namespace) {
        String name = wanted.getMetadata().getName();
        try {
            return api.create(namespace, wanted);
        } catch (KubernetesClientException e) {
            if (!ApiAnswers.alreadyExists(e)) {
                throw ApiAnswers.unavailable("The Job " + name + " that removes a workspace", e);
            }
            return api.job(namespace, name)
                    .orElseThrow(() -> Api.odd("The Job " + name + " that removes a workspace was there and is gone:"
                            + " Forge tries again."));
        }
    }

    private Verdict ended(Launched launched) throws InterruptedException {
        Verdict verdict = new Verdict.Pending(new Waiting("launched", Instant.EPOCH));
        Duration left = LIMIT;
        while (!(verdict instanceof Verdict.Ended) && left.isPositive()) {
            verdict = awaiting.await(launched, verdict, Duration.ofSeconds(1));
            left = left.minusSeconds(1);
        }
        return verdict;
    }

    private List<String> said(Launched launched, Verdict verdict) {
        boolean failed = verdict instanceof Verdict.Ended(StepOutcome.Failed _);
        return failed
                ? looking.look(launched).pods().stream().map(api::lastLine).toList()
                : List.of();
    }

    private static void demandSuccess(Verdict verdict, String runId, String namespace, List<String> said) {
        switch (verdict) {
            case Verdict.Ended(StepOutcome.Succeeded _) -> {}
            case Verdict.Ended(StepOutcome.Failed failed) -> throw failed(runId, namespace, failed.failure(), said);
            case Verdict.Ended(StepOutcome.Disrupted lost) -> throw failed(runId, namespace, lost.failure(), said);
            case Verdict.Pending(Waiting waiting) -> throw unfinished(runId, namespace, waiting.why());
            case Verdict.Ending(Waiting waiting) -> throw unfinished(runId, namespace, waiting.why());
            case Verdict.Running _ -> throw unfinished(runId, namespace, "it still runs");
        }
    }

    private static RuntimeUnavailable failed(String runId, String namespace, Failure failure, List<String> said) {
        return unfinished(
                runId, namespace, failure.message() + (said.isEmpty() ? "" : "; it said: " + String.join(" ", said)));
    }

    private static RuntimeUnavailable unfinished(String runId, String namespace, String why) {
        return Api.odd("The workspace of the run " + runId + " on the volume of namespace " + namespace
                + " is not removed yet: " + why + ". Forge tries again.");
    }
}
