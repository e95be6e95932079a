package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.workflow.RetentionWorkflow;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.engine.EngineSettings.TransferS3;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines with their real Temporal. */
@Timeout(300)
class EngineIT {
    private static final String PIPELINE =
            "{\"name\": \"hello\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\", \"command\": [\"true\"]}]}";

    @TempDir
    private Path folder;

    /** Whatever a test leaves up when it fails. */
    @AfterEach
    void stop() throws Exception {
        background(home()).stop();
    }

    @Test
    void anEngineRunsAPipelineAndASecondOneSaysWhereTheFirstIs() throws Exception {
        try (Engine engine = Engine.start(settings(PreferredPorts.ANY, Optional.empty()))) {
            StarterClient starter = new StarterClient(engine.state().api());
            String id = starter.submit(PIPELINE, "application/json", Optional.empty());

            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> starter.report(id).state().ended());
            assertThatThrownBy(() -> Engine.start(settings(PreferredPorts.ANY, Optional.empty())))
                    .isInstanceOf(EngineProblem.class)
                    .hasMessageContainingAll(engine.state().api().toString(), "./forge down");
        }
        assertThat(temporal().alive()).isEmpty();
    }

    @Test
    void takenPortsAreReplacedAndSaid() throws Exception {
        try (ServerSocket api = taken();
                ServerSocket temporal = taken()) {
            PreferredPorts preferred = new PreferredPorts(api.getLocalPort(), 0, 0, temporal.getLocalPort(), 0);
            try (Engine engine = Engine.start(settings(preferred, Optional.empty()))) {
                assertThat(engine.remarks())
                        .anySatisfy(remark -> assertThat(remark).contains("Port " + api.getLocalPort() + " is taken"))
                        .anySatisfy(
                                remark -> assertThat(remark).contains("Port " + temporal.getLocalPort() + " is taken"));
                assertThat(new StarterClient(engine.state().api()).runs(1).path("runs"))
                        .isEmpty();
            }
        }
    }

    @Test
    void itsArchiveKeepsWhatItIsToldTo() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("FORGE_ARCHIVE_KEEP_NEWEST_OF", "hello=1");
        try (Engine engine = Engine.start(settings(PreferredPorts.ANY, Optional.empty(), environment));
                Clients temporal = Clients.of(engine.state().temporal(), List.of())) {
            StarterClient starter = new StarterClient(engine.state().api());
            for (int run = 0; run < 3; run++) {
                String id = starter.submit(PIPELINE, "application/json", Optional.empty());
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> starter.report(id).state().ended());
            }
            ScheduleHandle schedule = ScheduleClient.newInstance(
                            temporal.client().getWorkflowServiceStubs())
                    .getHandle(RetentionWorkflow.SCHEDULE);

            schedule.trigger();

            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(deleted(temporal, schedule)).contains(2L));
        }
    }

    private static Optional<Long> deleted(Clients temporal, ScheduleHandle schedule) {
        return schedule.describe().getInfo().getRecentActions().stream()
                .map(action -> (ScheduleActionExecutionStartWorkflow) action.getAction())
                .map(started -> temporal.client()
                        .newUntypedWorkflowStub(started.getWorkflowId())
                        .getResult(Long.class))
                .findFirst();
    }

    @Test
    void anEngineThatNobodyNeedsEnds() throws Exception {
        try (Engine engine = Engine.start(settings(PreferredPorts.ANY, Optional.of(Duration.ofMillis(200))))) {
            engine.awaitEnd();
        }
        assertThat(temporal().alive()).isEmpty();
    }

    @Test
    void anEngineKilledByForceIsFollowedByOneOnTheSamePortsWithTheSameTemporal() throws Exception {
        Home home = home();
        EngineState killed = background(home).ensure(List.of("--idle", "5m"));
        ProcessHandle process = killed.process().alive().orElseThrow();
        ProcessMark temporal = temporal();
        process.destroyForcibly();
        process.onExit().join();
        assertThat(EngineState.alive(home)).isEmpty();
        assertThat(temporal.alive()).isPresent();
        ProcessHandle postgres = postgres().orElseThrow().process();

        EngineState next = background(home).ensure(List.of("--idle", "5m"));

        assertThat(next.process()).isNotEqualTo(killed.process());
        assertThat(next.api()).isEqualTo(killed.api());
        assertThat(next.s3()).isEqualTo(killed.s3());
        assertThat(next.temporal()).isEqualTo(killed.temporal());
        assertThat(next.postgresPort()).isEqualTo(killed.postgresPort());
        assertThat(temporal()).isEqualTo(temporal);
        assertThat(postgres().orElseThrow().process()).isEqualTo(postgres);
        assertThat(background(home).stop()).isPresent();
        assertThat(temporal.alive()).isEmpty();
        assertThat(postgres()).isEmpty();
    }

    private Optional<Postmaster> postgres() {
        return Postmaster.of(home().postgres().resolve("data"));
    }

    private BackgroundEngine background(Home home) throws IOException {
        return new BackgroundEngine(
                home, Map.of("FORGE_TEMPORAL_CLI", TemporalProgram.found().toString(), "FORGE_PORTS", "any"));
    }

    private ProcessMark temporal() {
        return TemporalRecord.read(home().temporal())
                .flatMap(TemporalRecord::process)
                .orElseThrow();
    }

    private Home home() {
        return new Home(folder.resolve("home"));
    }

    private EngineSettings settings(PreferredPorts ports, Optional<Duration> idle) throws IOException {
        return settings(ports, idle, System.getenv());
    }

    private EngineSettings settings(PreferredPorts ports, Optional<Duration> idle, Map<String, String> environment)
            throws IOException {
        return new EngineSettings(
                home(),
                folder,
                TemporalProgram.found(),
                TransferS3.EMBEDDED,
                ports,
                Optional.empty(),
                idle,
                environment);
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
