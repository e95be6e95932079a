package dev.forge.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.archive.records.Archive;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.KillablePostgres;
import dev.forge.starter.harness.TemporalServer;
import io.temporal.client.WorkflowExecutionMetadata;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two starters on one archive, whose PostgreSQL or Temporal is killed while runs are submitted: clients that repeat what was
 * not taken have each run once.
 */
class RestartsIT {
    private static final String NAMESPACE = "restarts";
    private static final int CLIENTS = 16;
    private static final int RUNS = 320;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final int temporalPort = TemporalServer.freePort();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Set<Integer> refusals = ConcurrentHashMap.newKeySet();
    private KillablePostgres postgres;
    private TemporalServer temporal;
    private Archive oneArchive;
    private Archive otherArchive;
    private Installation one;
    private Installation other;

    @BeforeEach
    void start() {
        postgres = new KillablePostgres(folder.resolve("postgres"));
        temporal = startTemporal();
        oneArchive = postgres.open();
        otherArchive = postgres.open();
        one = Installation.attended(temporal, NAMESPACE, oneArchive);
        other = Installation.attended(temporal, NAMESPACE, otherArchive);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        oneArchive.close();
        otherArchive.close();
        temporal.stop();
        postgres.close();
    }

    @Test
    void ofAKilledPostgres() throws Exception {
        eachRunOnceThough(() -> {
            postgres.kill();
            awaitRefusal();
            postgres.restart();
        });
    }

    @Test
    void ofAKilledTemporal() throws Exception {
        eachRunOnceThough(() -> {
            temporal.stop();
            awaitRefusal();
            temporal = startTemporal();
        });
    }

    private TemporalServer startTemporal() {
        return TemporalServer.startOn(folder.resolve("temporal.db"), temporalPort, NAMESPACE);
    }

    private void eachRunOnceThough(Runnable fault) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Semaphore clients = new Semaphore(CLIENTS);
            List<Future<String>> runs = IntStream.range(0, RUNS)
                    .mapToObj(run -> threads.submit(() -> {
                        clients.acquire();
                        try {
                            return submitted(run);
                        } finally {
                            clients.release();
                        }
                    }))
                    .toList();
            await().atMost(PATIENCE).until(() -> accepted.get() >= RUNS / 4);
            fault.run();

            List<String> ids = runs.stream().map(RestartsIT::result).toList();

            assertThat(refusals).containsExactly(503);
            assertThat(ids).doesNotHaveDuplicates();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(runsInTemporal()).containsExactlyInAnyOrderElementsOf(ids));
            for (int run = 0; run < RUNS; run++) {
                assertThat(id(submit(starter(run + 1), run))).isEqualTo(ids.get(run));
            }
        }
    }

    /** By both starters in turn, as behind a balancer, until one of them has taken it. */
    private String submitted(int run) {
        AtomicInteger tries = new AtomicInteger(run);
        return await().pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .until(
                        () -> {
                            HttpResponse<String> answer = submit(starter(tries.getAndIncrement()), run);
                            if (answer.statusCode() != 202) {
                                refusals.add(answer.statusCode());
                                return "";
                            }
                            accepted.incrementAndGet();
                            return id(answer);
                        },
                        id -> !id.isEmpty());
    }

    private Http starter(int number) {
        return (number % 2 == 0 ? one : other).http();
    }

    private static HttpResponse<String> submit(Http starter, int run) {
        return starter.postWithKey(
                "key-" + run, "name: weather\nmodules:\n  - {name: monthly, image: 'monthly:" + run + "'}\n");
    }

    private void awaitRefusal() {
        await().atMost(PATIENCE).until(() -> !refusals.isEmpty());
    }

    private List<String> runsInTemporal() {
        return one.client()
                .listExecutions("ForgePipeline = 'weather'")
                .map(WorkflowExecutionMetadata::getExecution)
                .map(execution -> execution.getWorkflowId())
                .toList();
    }

    private static String result(Future<String> run) {
        try {
            return run.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow().substring("/runs/".length());
    }
}
