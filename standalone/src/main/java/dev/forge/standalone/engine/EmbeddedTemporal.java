package dev.forge.standalone.engine;

import dev.forge.contract.workflow.RunAttributes;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Temporal dev server with its database in a file, as a child process. It outlives an engine that is killed: the
 * next one recognises it and goes on with it.
 */
final class EmbeddedTemporal implements AutoCloseable {
    // The server answers within 2 s on two cores; a machine that is busy building takes several times as long.
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration ADOPTION_LIMIT = Duration.ofSeconds(15);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    // Besides the ports that it is given it takes half a dozen free ones, a moment after it has found them free.
    private static final int LAUNCHES = 3;
    // The namespace is made last, after the port is open.
    private static final DescribeNamespaceRequest NAMESPACE =
            DescribeNamespaceRequest.newBuilder().setNamespace("default").build();

    private final Path folder;
    private final Path program;
    private final TemporalRecord server;
    private final boolean adopted;
    private ProcessMark process;
    private int launches = 1;

    private EmbeddedTemporal(Path folder, Path program, TemporalRecord server, ProcessMark process, boolean adopted) {
        this.folder = folder;
        this.program = program;
        this.server = server;
        this.process = process;
        this.adopted = adopted;
    }

    /** The server that a dead engine left behind, if it still listens; else a new one. It may not answer yet. */
    static EmbeddedTemporal start(Path folder, Path program, Ports ports, int port, int uiPort) {
        Optional<TemporalRecord> left = TemporalRecord.read(folder);
        Optional<ProcessMark> alive = left.flatMap(TemporalRecord::process)
                .filter(mark -> mark.alive().isPresent());
        if (alive.isPresent() && Ports.listens(left.orElseThrow().port())) {
            return new EmbeddedTemporal(folder, program, left.orElseThrow(), alive.get(), true);
        }
        alive.ifPresent(EmbeddedTemporal::stop);
        TemporalRecord server = TemporalRecord.before(ports.choose(port), ports.choose(uiPort));
        return new EmbeddedTemporal(folder, program, server, launch(folder, program, server), false);
    }

    private static ProcessMark launch(Path folder, Path program, TemporalRecord server) {
        server.write(folder);
        TemporalLog log = TemporalLog.begin(folder);
        List<String> command = List.of(
                "sh",
                "-c",
                TemporalRecord.PID_SCRIPT,
                TemporalRecord.pidFile(folder).toString(),
                program.toString(),
                "server",
                "start-dev",
                "--ip=127.0.0.1",
                "--port=" + server.port(),
                "--ui-port=" + server.uiPort(),
                "--db-filename=" + folder.resolve("temporal.db"),
                "--dynamic-config-value=system.enableActivityEagerExecution=true",
                "--search-attribute=" + RunAttributes.PIPELINE.getName() + "=Keyword",
                "--search-attribute=" + RunAttributes.STATUS.getName() + "=Keyword");
        ProcessHandle process = DetachedProcess.start(command, Map.of(), log.file());
        ProcessMark mark = ProcessMark.of(process).orElseThrow(() -> endedAtOnce(folder));
        server.with(mark).write(folder);
        return mark;
    }

    /** Waits until it answers. One that was adopted and does not is replaced. */
    synchronized EmbeddedTemporal awaitReady() throws InterruptedException {
        if (adopted && !answersWithin(ADOPTION_LIMIT)) {
            stop(process);
            process = launch(folder, program, TemporalRecord.before(server.port(), server.uiPort()));
        }
        if (!answersWithin(START_LIMIT)) {
            throw new EngineProblem("Temporal does not answer at " + server.address() + " after "
                    + START_LIMIT.toSeconds() + " s. " + TemporalLog.of(folder).ending());
        }
        return this;
    }

    private boolean answersWithin(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!answers(server)) {
            if (process.alive().isEmpty() && !adopted && !launchedAgain()) {
                throw endedAtOnce(folder);
            }
            if (process.alive().isEmpty() || System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(30);
        }
        return true;
    }

    /** Another one where this one found a port taken: by whoever had it for a moment, mostly. */
    private boolean launchedAgain() {
        if (launches == LAUNCHES || !TemporalLog.of(folder).saysThatAPortIsTaken()) {
            return false;
        }
        launches++;
        process = launch(folder, program, TemporalRecord.before(server.port(), server.uiPort()));
        return true;
    }

    private static boolean answers(TemporalRecord server) {
        if (!Ports.listens(server.port())) {
            return false;
        }
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(server.address())
                .build());
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(PROBE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .describeNamespace(NAMESPACE);
            return true;
        } catch (StatusRuntimeException e) {
            return false;
        } finally {
            stubs.shutdownNow();
        }
    }

    private static EngineProblem endedAtOnce(Path folder) {
        return new EngineProblem("The Temporal dev server ended while it started. "
                + TemporalLog.of(folder).ending());
    }

    String address() {
        return server.address();
    }

    int port() {
        return server.port();
    }

    int uiPort() {
        return server.uiPort();
    }

    URI ui() {
        return URI.create("http://127.0.0.1:" + server.uiPort());
    }

    /** Whether the server's process is there. */
    synchronized boolean lives() {
        return process.alive().isPresent();
    }

    /** Whether a dead engine had started it. */
    boolean adopted() {
        return adopted;
    }

    @Override
    public synchronized void close() {
        stop(process);
    }

    private static void stop(ProcessMark mark) {
        mark.alive().ifPresent(process -> {
            process.destroy();
            if (!ended(process)) {
                process.destroyForcibly();
                ended(process);
            }
        });
    }

    // Not for ever: in a container whose first process reaps nobody, an ended process never goes.
    private static boolean ended(ProcessHandle process) {
        return process.onExit()
                .thenApply(gone -> true)
                .completeOnTimeout(false, STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
