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
import java.util.concurrent.TimeUnit;

/** Temporal's dev server, in memory, in a process of its own, and a client of it. */
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

    static TemporalServer start(Path folder) throws Exception {
        int port = freePort();
        Path log = folder.resolve("temporal.log");
        String program = System.getenv().getOrDefault("FORGE_TEMPORAL_CLI", "temporal");
        Process process = new ProcessBuilder(
                        program, "server", "start-dev", "--ip=127.0.0.1", "--headless", "--log-level=error",
                        "--port=" + port,
                        "--dynamic-config-value=system.enableActivityEagerExecution=true",
                        "--search-attribute=" + RunAttributes.PIPELINE.getName() + "=Keyword",
                        "--search-attribute=" + RunAttributes.STATUS.getName() + "=Keyword")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        TemporalServer server = new TemporalServer(process, log, "127.0.0.1:" + port);
        try {
            Wait.until("Temporal to answer", Duration.ofMinutes(1), server::answers);
            return server;
        } catch (Exception e) {
            server.close();
            throw e;
        }
    }

    static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Temporal does not start; " + log + " says why");
        }
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
