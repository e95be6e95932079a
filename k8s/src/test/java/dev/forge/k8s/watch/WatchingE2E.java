package dev.forge.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.k8s.ApiProxy;
import dev.forge.k8s.TestCluster;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shared watch, whatever happens between it and the API server. */
class WatchingE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Watching.Pace QUICK =
            new Watching.Pace(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(10));
    private static TestCluster cluster;

    private final String label = "w" + System.nanoTime();
    private final Waiters waiters = new Waiters();
    private final Index index = new Index(waiters, _ -> {});
    private ApiProxy proxy;
    private KubernetesClient client;

    @BeforeAll
    static void makeNamespace() {
        cluster = TestCluster.withNamespace("watch");
    }

    @AfterAll
    static void removeNamespace() {
        cluster.close();
    }

    @BeforeEach
    void standBetween() throws Exception {
        proxy = ApiProxy.before(cluster.api());
        client = proxy.client();
    }

    @AfterEach
    void closeAll() {
        client.close();
        proxy.close();
    }

    @Test
    void aWatchShowsWhatIsThereWhatComesAndWhatGoes() {
        Job before = make("before");
        try (Watching<Job> _ = watch(QUICK)) {
            awaitShown(before);

            Job after = make("after");
            awaitShown(after);

            remove(before);
            awaitGone(before);
            awaitShown(after);
        }
    }

    @Test
    void aWatchIsRenewedAndGoesOnWhereItWas() {
        try (Watching<Job> _ = watch(new Watching.Pace(Duration.ofSeconds(1), PATIENCE, Duration.ofMillis(10)))) {
            for (int i = 0; i < 5; i++) {
                Job job = make("renewed-" + i);
                awaitShown(job);
                awaitElapsed(Duration.ofMillis(700));
            }
        }
    }

    @Test
    void aConnectionThatIsCutIsMadeAgain() throws Exception {
        try (Watching<Job> watching = watch(QUICK)) {
            awaitShown(make("first"));

            for (int i = 0; i < 5; i++) {
                proxy.cut();
                Instant cut = Instant.now();
                awaitShown(make("after-" + i));
                assertThat(watching.answeredAt()).isAfter(cut);
            }
        }
    }

    @Test
    void aConnectionThroughWhichNothingComesIsNoticed() {
        try (Watching<Job> _ = watch(QUICK)) {
            awaitFollowed();

            proxy.stall();

            awaitShown(make("second"));
        }
    }

    @Test
    void aConnectionThroughWhichNothingComesIsNoAnswer() {
        try (Watching<Job> watching = watch(new Watching.Pace(PATIENCE, PATIENCE, Duration.ofMillis(10)))) {
            awaitFollowed();

            proxy.stall();
            Instant stalled = Instant.now();
            Job unseen = make("unseen");
            awaitElapsed(Duration.ofSeconds(3));

            assertThat(index.job(uid(unseen))).isEmpty();
            assertThat(watching.answeredAt()).isBefore(stalled);
        }
    }

    @Test
    void aWatchThatHasNothingToShowIsAnsweredAllTheSame() {
        try (Watching<Job> watching = watch(QUICK)) {
            awaitShown(make("first"));

            for (int i = 0; i < 3; i++) {
                Instant before = watching.answeredAt();
                await().atMost(QUICK.renewal().plusSeconds(1))
                        .until(() -> watching.answeredAt().isAfter(before));
            }
        }
    }

    @Test
    void aServerThatIsAwayHasNotAnsweredUntilItIsBack() throws Exception {
        try (Watching<Job> watching = watch(QUICK)) {
            awaitShown(make("first"));

            proxy.leave();
            Job missed = make("missed");
            awaitElapsed(Duration.ofSeconds(1));
            Instant left = Instant.now();
            awaitElapsed(Duration.ofSeconds(3));
            assertThat(watching.answeredAt()).isBefore(left);
            proxy.back();

            awaitShown(missed);
            assertThat(watching.answeredAt()).isAfter(left);
        }
    }

    @Test
    void whateverIsThrownAtAWatchItGoesOn() {
        AtomicBoolean thrown = new AtomicBoolean();
        Watched<Job> fragile = new Fragile(index.ofJobs(), thrown);
        try (Watching<Job> _ = watch(QUICK, fragile)) {
            awaitShown(make("first"));

            Job second = make("second");

            awaitShown(second);
            assertThat(thrown).isTrue();
            awaitShown(make("third"));
        }
    }

    /** Meets a fault of the machine with the first change that it hears of. */
    private record Fragile(Watched<Job> rest, AtomicBoolean thrown) implements Watched<Job> {
        @Override
        public void listed(List<Job> all) {
            rest.listed(all);
        }

        @Override
        public void changed(Job job) {
            if (thrown.compareAndSet(false, true)) {
                throw new StackOverflowError("as it comes");
            }
            rest.changed(job);
        }

        @Override
        public void gone(Job job) {
            rest.gone(job);
        }
    }

    @Test
    void aVersionThatTheServerHasForgottenIsListedAnew() throws Exception {
        Job gone = make("gone");
        try (Watching<Job> _ = watch(QUICK)) {
            awaitShown(gone);

            proxy.leave();
            remove(gone);
            Job missed = make("missed");
            proxy.askInsteadFor("1");
            proxy.back();

            awaitShown(missed);
            awaitGone(gone);
            proxy.askAsIs();
            awaitShown(make("later"));
        }
    }

    @Test
    void whoWaitsIsWokenByChangesOfItsJobAlone() throws Exception {
        Job mine = make("mine");
        try (Watching<Job> _ = watch(QUICK);
                Waiters.Waiter waiter = waiters.register(uid(mine))) {
            // The last that its controller says of a suspended Job.
            await().atMost(PATIENCE)
                    .until(() -> index.job(uid(mine))
                            .filter(WatchingE2E::isSuspended)
                            .isPresent());
            waiter.forget();
            awaitShown(make("another"));
            long begun = System.nanoTime();
            waiter.await(Duration.ofMillis(300));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(300));

            waiter.forget();
            remove(mine);
            waiter.await(PATIENCE);

            assertThat(index.job(uid(mine))).isEmpty();
        }
    }

    private Watching<Job> watch(Watching.Pace pace) {
        return watch(pace, index.ofJobs());
    }

    private Watching<Job> watch(Watching.Pace pace, Watched<Job> watched) {
        Watching.Place place = new Watching.Place(cluster.namespace(), "watch=" + label);
        Watching<Job> watching = new Watching<>(client, Kind.JOBS, place, pace, watched, Clock.systemUTC());
        watching.start();
        return watching;
    }

    // A suspended Job makes no pod, and costs nothing.
    private Job make(String name) {
        return cluster.api()
                .batch()
                .v1()
                .jobs()
                .inNamespace(cluster.namespace())
                .resource(new JobBuilder()
                        .withNewMetadata()
                        .withName(label + "-" + name)
                        .withLabels(Map.of("watch", label))
                        .endMetadata()
                        .withNewSpec()
                        .withSuspend(true)
                        .withNewTemplate()
                        .withNewSpec()
                        .withRestartPolicy("Never")
                        .addNewContainer()
                        .withName("never")
                        .withImage(TestCluster.IMAGE)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
    }

    private static void remove(Job job) {
        cluster.api().resource(job).delete();
    }

    private void awaitShown(Job job) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> index.job(uid(job)).isPresent());
    }

    /** Until something was shown by the watch itself, and not by the list that it begins with. */
    private void awaitFollowed() {
        awaitShown(make("listed-or-followed"));
        awaitShown(make("followed"));
    }

    private static boolean isSuspended(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> "Suspended".equals(condition.getType()));
    }

    private void awaitGone(Job job) {
        await().atMost(PATIENCE).until(() -> index.job(uid(job)).isEmpty());
    }

    private static void awaitElapsed(Duration time) {
        await().pollDelay(time).until(() -> true);
    }

    private static String uid(Job job) {
        return job.getMetadata().getUid();
    }
}
