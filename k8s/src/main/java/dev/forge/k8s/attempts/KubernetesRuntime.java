package dev.forge.k8s.attempts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.Observed;
import dev.forge.k8s.logs.LogFollowing;
import dev.forge.k8s.watch.NamespaceEvents;
import dev.forge.k8s.watch.NamespaceWatch;
import dev.forge.k8s.watch.Waiters;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.Verdict;
import dev.forge.runtime.WorkspaceFiles;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs attempts as Jobs of a cluster: one Job with one pod an attempt, on the shared volume of its namespace. */
public final class KubernetesRuntime implements JobRuntime, AutoCloseable {
    private final List<WatchedNamespace> namespaces;
    private final LogFollowing logs;
    private final Following following;
    private final Looking looking;
    private final RunOwners owners;
    private final Launching launching;
    private final Barring barring;
    private final Awaiting awaiting;
    private final Presence presence;
    private final Releasing releasing;
    private final Cleaning cleaning;
    private final ClaimFiles files;
    private final Clock clock;

    private KubernetesRuntime(KubernetesSettings settings, KubernetesClient client, LogFollowing logs, Clock clock) {
        this.logs = logs;
        this.clock = clock;
        this.following = new Following(logs);
        Waiters waiters = new Waiters();
        this.namespaces = settings.namespaces().stream()
                .map(namespace -> watched(namespace, settings.installation(), client, waiters))
                .toList();
        Api api = new Api(client, settings.installation());
        this.looking = new Looking(api, namespaces, clock);
        Judging judging = new Judging(api, looking, settings.limits(), clock);
        this.owners = new RunOwners(settings, api);
        this.launching = new Launching(settings, owners, api);
        this.barring = new Barring(settings, api, clock);
        this.awaiting = new Awaiting(judging, namespaces, waiters, clock);
        this.presence = new Presence(api, namespaces, judging);
        this.releasing = new Releasing(api, namespaces, presence, judging, settings.keepJobs());
        this.cleaning = new Cleaning(settings, api, namespaces, waiters, clock);
        this.files = new ClaimFiles(new FileJobs(settings, api, waiters, clock), namespaces);
    }

    /**
     * Opens the installation's namespaces, and watches them until it is closed. The logs are closed with it, the client is
     * not.
     */
    public static KubernetesRuntime open(
            KubernetesSettings settings, KubernetesClient client, LogFollowing logs, Clock clock) {
        return new KubernetesRuntime(settings, client, logs, clock);
    }

    private WatchedNamespace watched(
            KubernetesSettings.Namespace namespace, String installation, KubernetesClient client, Waiters waiters) {
        return new WatchedNamespace(
                namespace,
                NamespaceWatch.open(client, namespace.name(), installation, waiters, following::seen, clock),
                new NamespaceEvents(client, namespace.name(), waiters, clock));
    }

    @Override
    public Launched launch(StepTask task) {
        Job job = launching.launch(task);
        looking.remember(job);
        following.expect(job);
        looking.shown(job).pods().forEach(following::seen);
        return Presence.launched(job);
    }

    @Override
    public JsonNode preview(StepTask task) {
        return launching.preview(task);
    }

    @Override
    public void bar(StepTask task) {
        barring.bar(task);
    }

    @Override
    public Verdict await(Launched attempt, Verdict known, Duration atMost) throws InterruptedException {
        Verdict verdict = awaiting.await(attempt, known, atMost);
        switch (verdict) {
            case Verdict.Pending _, Verdict.Running _, Verdict.Ending _ -> followLog(attempt);
            case Verdict.Ended(StepOutcome outcome) -> ended(attempt, outcome);
        }
        return verdict;
    }

    private void ended(Launched attempt, StepOutcome outcome) {
        following.ended(attempt, looking::ended, outcome.endedAt());
        forgetOwnerOfLost(outcome);
    }

    // Where a Job has vanished with its owner, the next one would vanish with it, too.
    private void forgetOwnerOfLost(StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Disrupted lost && lost.failure().category() == Category.VANISHED) {
            owners.forgetAll();
        }
    }

    private void followLog(Launched attempt) {
        if (!following.expects(attempt.uid())) {
            Observed seen = looking.look(attempt);
            seen.job().ifPresent(following::expect);
            seen.pods().forEach(following::seen);
        }
    }

    @Override
    public Optional<Waiting> end(Launched attempt, Duration atMost) throws InterruptedException {
        return awaiting.end(attempt, atMost);
    }

    @Override
    public void completeLog(AttemptId attempt, Consumer<Waiting> tell) throws InterruptedException {
        Optional<Pod> pod = looking.ended(attempt);
        logs.complete(attempt, pod, pod.flatMap(Pods::endedAt).orElseGet(clock::instant), tell);
    }

    @Override
    public List<Present> present(String runId) {
        return presence.present(runId);
    }

    @Override
    public List<Present> known(String runId) {
        return presence.known(runId);
    }

    @Override
    public List<String> runs() {
        return releasing.runs();
    }

    @Override
    public void release(String runId, Predicate<String> isOver) {
        following.released(runId, looking::ended, clock.instant());
        releasing.release(runId, isOver);
        owners.forget(runId);
    }

    @Override
    public WorkspaceFiles files() {
        return files;
    }

    @Override
    public void clean(String runId) {
        try {
            cleaning.clean(runId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeUnavailable("interrupted while the workspace of " + runId + " was removed", e);
        }
    }

    @Override
    public void close() {
        namespaces.forEach(namespace -> namespace.watch().close());
        logs.close();
    }
}
