package dev.forge.starter;

import dev.forge.archive.records.Archive;
import dev.forge.contract.workflow.TemporalConnection;
import dev.forge.runtime.AttemptLogs;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * A short life of the starter, from which the JVM learns what to keep in its start-up cache (AOT cache): it listens,
 * answers its probes, and takes a run that it cannot pass on, since no Temporal is there.
 */
public final class StarterTraining {
    /** Port 1 is nobody's, and answers at once that it is not there. */
    private static final String NOBODY = "127.0.0.1:1";

    private StarterTraining() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        TemporalConnection temporal = TemporalConnection.plain(NOBODY, TemporalConnection.DEFAULT_NAMESPACE);
        WorkflowServiceStubs stubs = temporal.stubs();
        try (ForgeStarter starter = ForgeStarter.start(
                        StarterSettings.anyPort(), temporal.client(stubs), AttemptLogs.NONE, Archive.absent());
                HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of("healthz", "health/liveness", "health/readiness", "prometheus")) {
                send(client, HttpRequest.newBuilder(starter.uri().resolve("/" + path)));
            }
            URI runs = starter.uri().resolve("/runs");
            send(
                    client,
                    HttpRequest.newBuilder(runs)
                            .header("Content-Type", "application/yaml")
                            .POST(BodyPublishers.ofString("name: train\nmodules: [{name: a, image: a:1}]\n")));
        } finally {
            stubs.shutdownNow();
        }
    }

    private static void send(HttpClient client, HttpRequest.Builder request) throws IOException, InterruptedException {
        client.send(request.build(), BodyHandlers.discarding());
    }
}
