package dev.forge.e2e.k8s;

import com.google.protobuf.Duration;
import dev.forge.contract.workflow.HistoryFormat;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Temporal dev server with its data in a file, so that it can be stopped and started again. */
final class Temporal implements AutoCloseable {
    private static final java.time.Duration STARTS_WITHIN = java.time.Duration.ofSeconds(90);
    private static final java.time.Duration ONE_TRY = java.time.Duration.ofSeconds(5);

    private final Path data;
    private final int port = freePort();
    private Process process;

    private Temporal(Path data) {
        this.data = data;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
    }

    /** The one that scenarios share, each with a namespace of its own. */
    static Temporal shared() {
        return Shared.SERVER;
    }

    /** One of the caller's own, to be stopped, started and wiped. */
    static Temporal own() {
        try {
            return new Temporal(Files.createTempDirectory("forge-temporal").resolve("temporal.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** Makes a namespace and returns when it can be used. */
    void namespace(String name) {
        WorkflowServiceStubs stubs = connected();
        try {
            stubs.blockingStub()
                    .registerNamespace(RegisterNamespaceRequest.newBuilder()
                            .setNamespace(name)
                            .setWorkflowExecutionRetentionPeriod(
                                    Duration.newBuilder().setSeconds(86_400))
                            .build());
            Awaitility.await()
                    .atMost(STARTS_WITHIN)
                    .ignoreExceptions()
                    .until(() -> stubs.blockingStub()
                            .describeNamespace(DescribeNamespaceRequest.newBuilder()
                                    .setNamespace(name)
                                    .build())
                            .hasNamespaceInfo());
        } finally {
            stubs.shutdownNow();
        }
    }

    WorkflowClient client(WorkflowServiceStubs stubs, String namespace) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(namespace)
                        .setDataConverter(HistoryFormat.dataConverter())
                        .build());
    }

    WorkflowServiceStubs stubs() {
        return WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    }

    /** Ends it as a power failure would. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void startAgain() {
        process = launch();
        connected().shutdownNow();
    }

    void wipe() throws IOException {
        try (Stream<Path> files = Files.list(data.getParent())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    // Again and again: the SDK gives up sooner than it is told to while nobody listens yet.
    private WorkflowServiceStubs connected() {
        WorkflowServiceStubs stubs = stubs();
        Awaitility.await()
                .atMost(STARTS_WITHIN)
                .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                .until(() -> {
                    launchAgainWhereItEnded();
                    stubs.connect(ONE_TRY);
                    return true;
                });
        return stubs;
    }

    // It takes half a dozen ports of its own a moment after it has found them free: others may be faster.
    private void launchAgainWhereItEnded() {
        if (!process.isAlive()) {
            process = launch();
        }
    }

    private Process launch() {
        List<String> command = List.of(
                program().toString(),
                "server",
                "start-dev",
                "--headless",
                "--log-level",
                "error",
                "--db-filename",
                data.toString(),
                "--port",
                Integer.toString(port));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path program() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.concat(
                        Cluster.named("FORGE_TEMPORAL_CLI").stream().map(Path::of),
                        Stream.concat(
                                Arrays.stream(path.split(":")).map(folder -> Path.of(folder, "temporal")),
                                Stream.of(Path.of(System.getProperty("user.home"), ".cache/forge/bin/temporal"))))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("These tests need the Temporal CLI:"
                        + " run ./forge test, which provides it, or set FORGE_TEMPORAL_CLI"));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static final class Shared {
        static final Temporal SERVER = new Temporal(folder());

        private static Path folder() {
            try {
                return Files.createTempDirectory("forge-temporal").resolve("temporal.db");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
