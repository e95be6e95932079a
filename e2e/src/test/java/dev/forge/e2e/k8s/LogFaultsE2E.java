package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A log outlives the workers that follow it, and an object store and an API server that are away; what cannot be kept is
 * marked.
 */
class LogFaultsE2E {
    private static final int LINE = 43;

    /**
     * In 10 MiB, at which kubelet rotates, are 126,000 lines: the container runtime adds 40 bytes to each. So many are
     * there for whoever comes later.
     */
    private static final int BEFORE_ROTATION = 120_000 * LINE;

    /**
     * Has a module wait until nobody answers where pods find the API server, be it to a request without TLS; it may serve
     * what is open for five seconds more.
     */
    private static final String API_SERVER_IS_DOWN =
            "while printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 5 $KUBERNETES_SERVICE_HOST $KUBERNETES_SERVICE_PORT"
                    + " 2>/dev/null | grep -q HTTP; do sleep 0.5; done\nsleep 8\n";

    private static Chain chain(String script) {
        return Chain.named("logs").module("work", script).module("next", "true");
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(condition);
    }

    private static Pod pod(Installation forge, String run) {
        return forge.livePods(run).getFirst();
    }

    @Test
    void aLogThatIsBeingWrittenWhenItsWorkerIsKilledIsKept() throws Exception {
        assertIsKeptAcrossAKilledWorker(100_000, 46_000 * LINE);
    }

    @Test
    @Tag("long")
    void fortyMebibytesAreKeptAcrossAKilledWorker() throws Exception {
        assertIsKeptAcrossAKilledWorker(1_000_000, BEFORE_ROTATION);
    }

    private static void assertIsKeptAcrossAKilledWorker(int lines, int whileItIsDead) throws Exception {
        try (Installation forge = Installation.in(Space.named("log-adopted"))) {
            WorkerProcess killed = forge.startWorker();
            String run = forge.submit(chain(Written.script(
                    Written.lines(lines),
                    "head -c " + whileItIsDead + " $log\n" + Gate.FIRST.line() + "tail -c +" + (whileItIsDead + 1)
                            + " $log")));
            until(() -> forge.log(run, "work", 1).length > 0);

            killed.kill();
            forge.startWorker();
            until(() -> forge.log(run, "work", 1).length == whileItIsDead);
            Gate.FIRST.open(pod(forge, run));

            RunReport report = forge.awaitSuccess(run);
            Written.assertIsKept(forge, report, "work");
            assertThat(Installation.step(report, "work").attempts()).hasSize(1);
        }
    }

    @Test
    void whatKubeletHasRotatedAwayWhileNoWorkerLivedIsMarked() throws Exception {
        try (Installation forge = Installation.in(Space.named("log-gap"))) {
            WorkerProcess killed = forge.startWorker();
            String run = forge.submit(chain("echo first\n" + Gate.FIRST.line() + Written.lines(300_000) + "\n"
                    + Gate.SECOND.line() + "echo last"));
            until(() -> forge.log(run, "work", 1).length > 0);

            killed.kill();
            Pod pod = pod(forge, run);
            Gate.FIRST.open(pod);
            until(() -> !beginning(pod).startsWith("first"));
            forge.startWorker();
            forge.awaitRunning(run, "work");
            Gate.SECOND.open(pod);

            forge.awaitSuccess(run);
            assertThat(new String(forge.log(run, "work", 1), StandardCharsets.UTF_8))
                    .startsWith("first\n[forge: log lines between ")
                    .endsWith("\nlast\n");
        }
    }

    @Test
    @Tag("components")
    @Tag("long")
    void fortyMebibytesAreKeptAcrossARestartOfTheApiServer() throws Exception {
        int before = 20_000 * LINE;
        try (Installation forge = Installation.in(Space.named("log-api"))) {
            forge.startWorker();
            String run = forge.submit(chain(Written.script(
                    Written.lines(1_000_000),
                    "head -c " + before + " $log\n" + API_SERVER_IS_DOWN + "head -c " + BEFORE_ROTATION
                            + " $log | tail -c +" + (before + 1) + "\n" + Gate.FIRST.line() + "tail -c +"
                            + (BEFORE_ROTATION + 1) + " $log")));
            until(() -> forge.log(run, "work", 1).length == before);

            try (Outage outage = Outage.of("apiserver")) {
                outage.hasLasted(Duration.ofSeconds(20));
                assertThat(forge.log(run, "work", 1)).hasSize(before);
            }
            until(() -> forge.log(run, "work", 1).length == BEFORE_ROTATION);
            Gate.FIRST.open(pod(forge, run));

            RunReport report = forge.awaitSuccess(run);
            Written.assertIsKept(forge, report, "work");
            assertThat(Installation.step(report, "work").attempts()).hasSize(1);
        }
    }

    @Test
    @Tag("components")
    @Tag("long")
    void whatKubeletHasRotatedAwayWhileTheApiServerWasDownIsMarked() throws Exception {
        try (Installation forge = Installation.in(Space.named("log-api-gap"))) {
            forge.startWorker();
            String run = forge.submit(chain("echo first\n" + API_SERVER_IS_DOWN + Written.lines(300_000) + "\n"
                    + Gate.FIRST.line() + "echo last"));
            until(() -> forge.log(run, "work", 1).length > 0);
            Pod pod = pod(forge, run);

            try (Outage outage = Outage.of("apiserver")) {
                outage.hasLasted(Duration.ofMinutes(1));
            }
            until(() -> !beginning(pod).startsWith("first"));
            Gate.FIRST.open(pod);

            forge.awaitSuccess(run);
            assertThat(new String(forge.log(run, "work", 1), StandardCharsets.UTF_8))
                    .startsWith("first\n[forge: log lines between ")
                    .endsWith("\nlast\n");
        }
    }

    private static String beginning(Pod pod) {
        return Cluster.shared().client().pods().resource(pod).limitBytes(20).getLog();
    }

    @Test
    void anObjectStoreThatIsAwayChangesNoVerdictAndGetsTheLogsWhenItIsBack() throws Exception {
        try (Installation forge = Installation.in(Space.named("log-store"))) {
            forge.startWorker();
            String run = forge.submit(Chain.named("logs")
                    .module("work", Written.script(Written.lines(100_000), "cat $log\n" + Gate.FIRST.line()))
                    .module("next", Written.script(Written.lines(1_000))));
            until(() -> forge.log(run, "work", 1).length > 0);

            forge.objects().stop();
            Gate.FIRST.open(pod(forge, run));
            RunReport away = awaitStep(forge, run, "next");
            assertThat(Installation.step(away, "work").state()).isEqualTo(StepState.SUCCEEDED);
            assertSaysWhyItDoesNotEnd(forge, run);
            forge.objects().startAgain();

            RunReport report = forge.awaitSuccess(run);
            Written.assertIsKept(forge, report, "work");
            Written.assertIsKept(forge, report, "next");
        }
    }

    private static void assertSaysWhyItDoesNotEnd(Installation forge, String run) {
        RunReport report = forge.await(
                run,
                each -> each.waiting()
                        .filter(waiting -> waiting.why().contains("does not serve"))
                        .isPresent());
        Waiting waiting = report.waiting().orElseThrow();
        assertThat(report.state()).isEqualTo(RunState.RUNNING);
        assertThat(waiting.why())
                .matches("(?s)the log of (work|next), attempt 1, is not complete yet: The log store .*");
        assertThat(waiting.limit())
                .hasValueSatisfying(limit -> assertThat(limit).isGreaterThan(Duration.ofMinutes(10)));
        assertThat(waiting.remedy().orElseThrow()).contains("else the run ends without the rest of this log");
    }

    private static RunReport awaitStep(Installation forge, String run, String step) {
        return forge.await(run, report -> Installation.step(report, step).state() == StepState.SUCCEEDED);
    }

    /** Ten minutes are what a run's end waits for its log. */
    @Test
    @Tag("long")
    void aRunSucceedsWithoutItsLogWhereTheObjectStoreStaysAwayAndGetsItLaterAllTheSame() throws Exception {
        try (Installation forge = Installation.in(Space.named("log-lost"))) {
            forge.startWorker();
            forge.objects().stop();
            String run = forge.submit(chain(Written.script(Written.lines(1_000))));

            RunReport report = Awaitility.await()
                    .atMost(Duration.ofMinutes(20))
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .until(() -> forge.show(run), each -> each.state().ended());

            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            forge.objects().startAgain();
            until(() -> forge.log(run, "work", 1).length == 1_000 * LINE);
            Written.assertIsKept(forge, report, "work");
        }
    }
}
