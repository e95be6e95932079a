package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.forge.k8s.TestCluster;
import dev.forge.k8s.manifest.CleaningJob;
import dev.forge.runtime.RuntimeUnavailable;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workspace that takes long to remove, as a quota on pods has it here. */
class CleaningE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String QUOTA = "none";

    private final String run = "run-" + UUID.randomUUID();
    private final TestCluster cluster = TestCluster.withNamespace("cleaning");
    private final KubernetesLab lab = new KubernetesLab(cluster);
    private final AheadOfTime clock = new AheadOfTime();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final KubernetesRuntime runtime =
            lab.runtime(KubernetesLab.settings(cluster, KubernetesLab.INSTALLATION), cluster.api(), clock);

    @BeforeEach
    void allowNoPod() {
        cluster.api()
                .resourceQuotas()
                .inNamespace(cluster.namespace())
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName(QUOTA)
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("pods", new Quantity("0"))
                        .endSpec()
                        .build())
                .create();
    }

    @AfterEach
    void closeAll() {
        threads.shutdownNow();
        lab.close();
        cluster.close();
    }

    @Test
    void aCleaningThatTakesLongGoesOnAndIsFoundAgain() throws Exception {
        Future<?> cleaning = threads.submit(() -> runtime.clean(run));
        Job job = awaitJob();

        clock.move(Duration.ofMinutes(11));
        touch();

        assertThatThrownBy(() -> cleaning.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(RuntimeUnavailable.class)
                .hasMessageContaining("not done after 10 minutes");
        assertThat(awaitJob().getMetadata().getUid())
                .isEqualTo(job.getMetadata().getUid());
        assertThat(awaitJob().getMetadata().getDeletionTimestamp()).isNull();

        allowPods();
        runtime.clean(run);
        assertThat(job().get()).isNull();
    }

    @Test
    void aCleaningWhoseJobOthersDeleteIsBegunAnew() throws Exception {
        Future<?> cleaning = threads.submit(() -> runtime.clean(run));
        awaitJob();

        job().delete();

        assertThatThrownBy(() -> cleaning.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(RuntimeUnavailable.class)
                .hasMessageContaining("its Job was gone before it had ended");
        allowPods();
        runtime.clean(run);
        assertThat(job().get()).isNull();
    }

    private ScalableResource<Job> job() {
        return cluster.api()
                .batch()
                .v1()
                .jobs()
                .inNamespace(cluster.namespace())
                .withName(CleaningJob.name(run));
    }

    private Job awaitJob() {
        return await().atMost(PATIENCE)
                .until(() -> Optional.ofNullable(job().get()), Optional::isPresent)
                .orElseThrow();
    }

    private void touch() {
        job().edit(job -> new JobBuilder(job)
                .editMetadata()
                .addToAnnotations("touched", "by the test")
                .endMetadata()
                .build());
    }

    private void allowPods() {
        cluster.api()
                .resourceQuotas()
                .inNamespace(cluster.namespace())
                .withName(QUOTA)
                .delete();
    }

    /** The machine's clock, put forward. */
    private static final class AheadOfTime extends Clock {
        private volatile Duration by = Duration.ZERO;

        void move(Duration further) {
            by = further;
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(by);
        }

        @Override
        public ZoneId getZone() {
            return Clock.systemUTC().getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("instants have no zone");
        }
    }
}
