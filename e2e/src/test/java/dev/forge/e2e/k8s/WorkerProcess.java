package dev.forge.e2e.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A worker as it runs in production: a process of its own, which can be killed, stalled and stopped. */
final class WorkerProcess implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final int healthPort;

    private WorkerProcess(Process process, Path log, int healthPort) {
        this.process = process;
        this.log = log;
        this.healthPort = healthPort;
    }

    /** Starts one and returns once it serves. */
    static WorkerProcess start(Map<String, String> settings) {
        WorkerProcess worker = launch(settings);
        Awaitility.await()
                .atMost(STARTS_WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .failFast("the worker ended: see " + worker.log, () -> !worker.process.isAlive())
                .until(worker::serves);
        return worker;
    }

    private static WorkerProcess launch(Map<String, String> settings) {
        try {
            Path log = Files.createTempFile("forge-worker", ".log");
            int port = Temporal.freePort();
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.forge.worker.main.WorkerMain"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("FORGE_") || name.startsWith("AWS_"));
            builder.environment().putAll(settings);
            builder.environment().put("FORGE_HEALTH_PORT", Integer.toString(port));
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new WorkerProcess(process, log, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean serves() throws InterruptedException {
        URI ready = URI.create("http://127.0.0.1:" + healthPort + "/health/readiness");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            // It does not listen yet.
            return false;
        }
    }

    /** Ends it as a power failure would. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends it as a rolling update does: TERM, and time to detach. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Takes its time away, as a machine does that swaps or is paused, until {@link #goOn}. */
    void stall() {
        signal("-STOP");
    }

    void goOn() {
        signal("-CONT");
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill " + signal + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
