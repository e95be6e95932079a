package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.RunKey;
import dev.forge.standalone.client.StarterClient;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.client.WorkflowNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that Temporal closes or forgets behind Forge's back, on an engine with its real Temporal. */
@Timeout(300)
class ReaperIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void aModuleWhoseRunWasTerminatedInTemporalIsEndedAndItsWorkspaceGoes() throws Exception {
        try (Engine engine = Engine.start(settings(Map.of("FORGE_REAPER_KEEP_WORKSPACE", "0s")));
                Clients temporal = Clients.of(engine.state().temporal(), List.of())) {
            String id = submit(engine);
            ProcessHandle module = module();
            assertThat(workspace(id)).exists();

            temporal.client().newUntypedWorkflowStub(id).terminate("by hand");

            Awaitility.await().atMost(PATIENCE).until(() -> !module.isAlive());
            Awaitility.await().atMost(PATIENCE).until(() -> Files.notExists(workspace(id)));
        }
    }

    @Test
    void aModuleWhoseRunWasDeletedInTemporalIsEndedAndItsWorkspaceStays() throws Exception {
        try (Engine engine = Engine.start(settings(Map.of("FORGE_REAPER_APART", "1s")));
                Clients temporal = Clients.of(engine.state().temporal(), List.of())) {
            String id = submit(engine);
            ProcessHandle module = module();

            delete(temporal, id);

            Awaitility.await().atMost(PATIENCE).until(() -> !module.isAlive());
            assertThat(workspace(id)).exists();
        }
    }

    /** A module that would run for minutes; it says which process it is. */
    private String submit(Engine engine) throws Exception {
        // Kubernetes' expansion, which holds everywhere, makes one dollar of two.
        String script =
                "echo $$$$ > '" + pidFile() + ".new'; mv '" + pidFile() + ".new' '" + pidFile() + "'; sleep 299";
        String pipeline = "{\"name\": \"hello\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\","
                + " \"command\": [\"sh\", \"-c\"], \"args\": [\"" + script + "\"]}]}";
        return new StarterClient(engine.state().api()).submit(pipeline, "application/json", Optional.empty());
    }

    private ProcessHandle module() throws IOException {
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(pidFile()));
        long pid = Long.parseLong(Files.readString(pidFile()).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static void delete(Clients temporal, String id) {
        temporal.stubs()
                .blockingStub()
                .deleteWorkflowExecution(DeleteWorkflowExecutionRequest.newBuilder()
                        .setNamespace("default")
                        .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                        .build());
        Awaitility.await().atMost(PATIENCE).until(() -> isForgotten(temporal, id));
    }

    private static boolean isForgotten(Clients temporal, String id) {
        try {
            temporal.client().newUntypedWorkflowStub(id).describe();
            return false;
        } catch (WorkflowNotFoundException e) {
            return true;
        }
    }

    private Path pidFile() {
        return folder.resolve("pid");
    }

    private Path workspace(String id) {
        return home().root().resolve("runs").resolve(RunKey.of(id)).resolve("data");
    }

    private Home home() {
        return new Home(folder.resolve("home"));
    }

    private EngineSettings settings(Map<String, String> reaper) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("FORGE_REAPER_EVERY", "200ms");
        environment.putAll(reaper);
        return TestEngines.settings(home(), folder, environment);
    }
}
