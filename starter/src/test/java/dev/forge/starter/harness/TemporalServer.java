package dev.forge.starter.harness;

import io.grpc.StatusRuntimeException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Temporal dev server of this JVM's own, in memory; all tests share it, each class has a namespace. */
public final class TemporalServer {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ONE_TRY = Duration.ofSeconds(5);
    /** It takes half a dozen ports of its own a moment after it has found them free: others may be faster. */
    private static final int LAUNCHES = 3;

    private final Process process;
    private final String address;

    private TemporalServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** The shared one. */
    public static TemporalServer shared() {
        return Shared.SERVER;
    }

    /** One of the caller's own, to be stopped. */
    public static TemporalServer start(int port, String... namespaces) {
        return start(port, Stream.empty(), namespaces);
    }

    /** The same, which goes on with what another one left in the file. */
    public static TemporalServer startOn(Path file, int port, String... namespaces) {
        return start(port, Stream.of("--db-filename", file.toString()), namespaces);
    }

    private static TemporalServer start(int port, Stream<String> options, String... namespaces) {
        ProcessBuilder command = command(port, options, namespaces);
        for (int launch = 1; launch <= LAUNCHES; launch++) {
            TemporalServer server = new TemporalServer(started(command), "127.0.0.1:" + port);
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            if (server.answers()) {
                return server;
            }
            server.stop();
        }
        throw new AssertionError("Temporal's dev server ended " + LAUNCHES + " times while it started: "
                + String.join(" ", command.command()));
    }

    private static Process started(ProcessBuilder command) {
        try {
            return command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return address;
    }

    /** What Temporal's own command line answers, of one namespace; it must end well. */
    public String command(String namespace, String... arguments) {
        List<String> line = Stream.of(
                        Stream.of(binary().toString()),
                        Arrays.stream(arguments),
                        Stream.of("--address", address, "--namespace", namespace))
                .flatMap(words -> words)
                .toList();
        try {
            Process command = new ProcessBuilder(line).redirectErrorStream(true).start();
            String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (command.waitFor() != 0) {
                throw new AssertionError(String.join(" ", line) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills it. */
    public void stop() {
        process.destroyForcibly().onExit().join();
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder command(int port, Stream<String> options, String... namespaces) {
        Stream<String> start = Stream.of(
                binary().toString(),
                "server",
                "start-dev",
                "--headless",
                "--log-level",
                "error",
                "--port",
                Integer.toString(port));
        Stream<String> spaces = Arrays.stream(namespaces).flatMap(name -> Stream.of("--namespace", name));
        return new ProcessBuilder(
                        Stream.of(start, options, spaces).flatMap(some -> some).toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    /** Waits for that; false where it has ended instead. */
    private boolean answers() {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        try {
            return Awaitility.await()
                    .atMost(STARTS_WITHIN)
                    .until(() -> answers(stubs), Optional::isPresent)
                    .orElseThrow();
        } finally {
            stubs.shutdownNow();
        }
    }

    private Optional<Boolean> answers(WorkflowServiceStubs stubs) {
        try {
            stubs.connect(ONE_TRY);
            return Optional.of(true);
        } catch (StatusRuntimeException e) {
            return process.isAlive() ? Optional.empty() : Optional.of(false);
        }
    }

    private static Path binary() {
        return candidates()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("These tests need the Temporal CLI, and it is neither"
                        + " named by FORGE_TEMPORAL_CLI, nor on the PATH, nor in ~/.cache/forge/bin:"
                        + " run ./forge test, which provides it."));
    }

    private static Stream<Path> candidates() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.of(
                        named(System.getProperty("FORGE_TEMPORAL_CLI")),
                        named(System.getenv("FORGE_TEMPORAL_CLI")),
                        Arrays.stream(path.split(":")).map(folder -> Path.of(folder, "temporal")),
                        Stream.of(Path.of(System.getProperty("user.home"), ".cache", "forge", "bin", "temporal")))
                .flatMap(all -> all);
    }

    private static Stream<Path> named(@org.jspecify.annotations.Nullable String path) {
        return path == null || path.isEmpty() ? Stream.empty() : Stream.of(Path.of(path));
    }

    private static final class Shared {
        static final List<String> NAMESPACES = List.of(
                "submit",
                "preview",
                "preview-unattended",
                "await",
                "await-unattended",
                "list",
                "found",
                "rebuild",
                "rebuild-unattended",
                "archived-list",
                "archived-list-away",
                "events",
                "show",
                "forgotten",
                "forgotten-away",
                "logs",
                "files",
                "worker-files",
                "cancel",
                "control",
                "control-unattended",
                "continue",
                "rerun",
                "errors",
                "unattended",
                "schedules",
                "schedule-keys",
                "schedule-keys-in-temporal",
                "scheduled-jobs",
                "daylight-saving",
                "temporal-command",
                "idempotency",
                "idempotency-away",
                "jobs",
                "sqs",
                "sqs-events",
                "sqs-room",
                "watches",
                "watch-spells",
                "rabbit-one",
                "rabbit-twice",
                "rabbit-poison",
                "rabbit-away",
                "rabbit-theirs",
                "rabbit-removed",
                "rabbit-replies",
                "rabbit-told",
                "rabbit-large",
                "rabbit-full",
                "rabbit-again",
                "rabbit-direct",
                "rabbit-nowhere",
                "rabbit-untold",
                "rabbit-long",
                "rabbit-kinds",
                "rabbit-own",
                "untold",
                "rabbit-trusted",
                "rabbit-distrusted");
        static final TemporalServer SERVER = start(freePort(), NAMESPACES.toArray(String[]::new));
    }
}
