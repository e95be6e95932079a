package dev.forge.worker.main;

import com.sun.net.httpserver.HttpServer;
import dev.forge.activities.ForgeActivities;
import dev.forge.archive.records.Archive;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.k8s.install.Cluster;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.traces.Traces;
import io.grpc.StatusRuntimeException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A short life of the worker, from which the JVM learns what to keep in its start-up cache (AOT cache): it reads its
 * settings, resolves a run, and asks a cluster that knows nothing and a Temporal that is not there.
 */
public final class WorkerTraining {
    /** Port 1 is nobody's, and answers at once that it is not there. */
    private static final String NOBODY = "127.0.0.1:1";

    private static final byte[] NOT_FOUND =
            "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"reason\": \"NotFound\", \"code\": 404}"
                    .getBytes(StandardCharsets.UTF_8);

    private static final Logger LOG = LoggerFactory.getLogger(WorkerTraining.class);

    private WorkerTraining() {}

    public static void main(String[] args) throws IOException {
        HttpServer cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cluster.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(404, NOT_FOUND.length);
                exchange.getResponseBody().write(NOT_FOUND);
            }
        });
        cluster.start();
        String address = "http://127.0.0.1:" + cluster.getAddress().getPort();
        System.setProperty("kubernetes.master", address);
        System.setProperty("aws.accessKeyId", "train");
        System.setProperty("aws.secretAccessKey", "train");
        WorkerConfiguration configuration = WorkerConfiguration.read(Map.of(
                "FORGE_NAMESPACES", "train=train",
                "FORGE_LOGS_BUCKET", "train",
                "FORGE_LOGS_REGION", "train-1",
                "FORGE_LOGS_ENDPOINT", address,
                "FORGE_TEMPORAL_ADDRESS", NOBODY,
                "FORGE_HEALTH_PORT", "0"));
        WorkerMetrics metrics = new WorkerMetrics();
        try (HealthPort health = HealthPort.open(configuration.healthPort(), metrics);
                ServingWorker worker = new ServingWorker(configuration, metrics, Traces.off(), Clock.systemUTC())) {
            live(configuration, worker);
            metrics.text();
            health.is(HealthPort.State.SERVING);
        } finally {
            cluster.stop(0);
        }
    }

    private static void live(WorkerConfiguration configuration, ServingWorker worker) {
        Cluster.Attempts attempts = worker.attempts();
        new ForgeActivities(
                        attempts.runtime(),
                        attempts.logs(),
                        (attempt, outcome) -> {},
                        Archive.absent(),
                        configuration.policy())
                .resolve(new Request(
                        "train",
                        "{\"modules\": [{\"image\": \"a:1\"}]}",
                        Clock.systemUTC().instant()));
        try {
            attempts.runtime().runs();
        } catch (RuntimeUnavailable e) {
            LOG.debug("As it should be, in a training", e);
        }
        WorkflowServiceStubs stubs = configuration.temporal().stubs();
        try {
            stubs.connect(Duration.ofSeconds(1));
        } catch (StatusRuntimeException | IllegalStateException e) {
            LOG.debug("As it should be, in a training", e);
        } finally {
            stubs.shutdownNow();
        }
    }
}
