import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.RunAttributes;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A Temporal server in a process of its own, and a client of it. */
final class TemporalServer implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final String address;
    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;

    private TemporalServer(Process process, Path log, String address) {
        this.process = process;
        this.log = log;
        this.address = address;
        this.stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        this.client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder().setDataConverter(HistoryFormat.dataConverter()).build());
    }

    /** The dev server, in memory. */
    static TemporalServer start(Path folder) throws Exception {
        int port = freePort();
        TemporalServer server = of(
                List.of(program(), "server", "start-dev", "--ip=127.0.0.1", "--headless", "--log-level=error",
                        "--port=" + port,
                        "--dynamic-config-value=system.enableActivityEagerExecution=true",
                        "--search-attribute=" + RunAttributes.PIPELINE.getName() + "=Keyword",
                        "--search-attribute=" + RunAttributes.STATUS.getName() + "=Keyword"),
                folder.resolve("temporal.log"),
                port);
        server.await("the namespace", server::hasNamespace);
        return server;
    }

    /** One that its caller says how to start; it may have no namespace yet. */
    static TemporalServer of(List<String> command, Path log, int port) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new TemporalServer(process, log, "127.0.0.1:" + port);
    }

    /** Temporal's command line. */
    static String program() {
        return System.getenv().getOrDefault("FORGE_TEMPORAL_CLI", "temporal");
    }

    void await(String what, BooleanSupplier condition) throws Exception {
        try {
            Wait.until(what + " of Temporal", Duration.ofMinutes(1), () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("Temporal does not start; " + log + " says why");
                }
                return condition.getAsBoolean();
            });
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    boolean hasNamespace() {
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(2, TimeUnit.SECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace("default")
                            .build());
            return true;
        } catch (StatusRuntimeException e) {
            stubs.getRawChannel().resetConnectBackoff();
            return false;
        }
    }

    String address() {
        return address;
    }

    WorkflowClient client() {
        return client;
    }

    @Override
    public void close() throws Exception {
        stubs.shutdownNow();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
