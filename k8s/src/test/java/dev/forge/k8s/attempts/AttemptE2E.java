package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.TestCluster;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.Tasks;
import dev.forge.runtime.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A namespace with two workers, and the words to follow attempts there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class AttemptE2E {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A module that would look as if it had succeeded, whoever ends it. */
    static final String DEAF_TO_THE_TRUTH = "trap 'exit 0' TERM; sleep 300 & wait";

    TestCluster cluster;
    KubernetesLab lab;
    KubernetesRuntime runtime;
    KubernetesRuntime another;

    @BeforeAll
    void openTheNamespace() {
        cluster = TestCluster.withNamespace("attempts");
        lab = new KubernetesLab(cluster);
        runtime = lab.runtime(settings());
        another = lab.runtime(settings());
    }

    KubernetesSettings settings() {
        return KubernetesLab.settings(cluster, KubernetesLab.INSTALLATION);
    }

    @AfterAll
    void closeTheNamespace() {
        lab.close();
        cluster.close();
    }

    static Tasks tasks() {
        return Tasks.of(TestCluster.IMAGE, "run-" + UUID.randomUUID());
    }

    static StepTask asking(StepTask task, KubernetesSpec kubernetes) {
        return new StepTask(
                task.attempt(),
                task.kind(),
                task.image(),
                task.command(),
                task.args(),
                task.env(),
                task.resources(),
                task.timeout(),
                task.workspace(),
                false,
                false,
                kubernetes);
    }

    static StepOutcome ended(JobRuntime by, Launched attempt) throws InterruptedException {
        return ((Verdict.Ended) until(by, attempt, Verdict.Ended.class::isInstance)).outcome();
    }

    static Verdict until(JobRuntime by, Launched attempt, Predicate<Verdict> wanted) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        Verdict verdict = new Verdict.Pending(Waiting.passing("", Instant.EPOCH));
        while (!wanted.test(verdict)
                && !(verdict instanceof Verdict.Ended)
                && Instant.now().isBefore(end)) {
            verdict = by.await(attempt, verdict, Duration.ofSeconds(1));
        }
        assertThat(verdict).matches(wanted);
        return verdict;
    }

    static void running(JobRuntime by, Launched attempt) throws InterruptedException {
        until(by, attempt, Verdict.Running.class::isInstance);
    }

    static Waiting waitsFor(JobRuntime by, Launched attempt, String words) throws InterruptedException {
        Verdict verdict = until(
                by,
                attempt,
                now -> now instanceof Verdict.Pending(Waiting waiting)
                        && waiting.why().contains(words));
        return ((Verdict.Pending) verdict).waiting();
    }

    static Failure failure(StepOutcome outcome) {
        assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
        return ((StepOutcome.Failed) outcome).failure();
    }

    static Failure disruption(StepOutcome outcome) {
        assertThat(outcome).isInstanceOf(StepOutcome.Disrupted.class);
        return ((StepOutcome.Disrupted) outcome).failure();
    }

    ScalableResource<Job> job(Launched attempt) {
        return cluster.api()
                .batch()
                .v1()
                .jobs()
                .inNamespace(cluster.namespace())
                .withName(attempt.name());
    }

    List<Pod> pods(Launched attempt) {
        return cluster.api()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("batch.kubernetes.io/controller-uid", attempt.uid())
                .list()
                .getItems();
    }

    PodResource pod(Launched attempt) {
        return cluster.api()
                .pods()
                .inNamespace(cluster.namespace())
                .withName(pods(attempt).getFirst().getMetadata().getName());
    }
}
