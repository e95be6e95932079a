package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.run.RunState;
import dev.forge.standalone.client.StarterClient;
import io.temporal.api.history.v1.HistoryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that count together, over HTTP on an engine with its real Temporal. */
@Timeout(400)
class ConcurrencyIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void runsWithOneKeyComeOneAfterTheOtherAlsoOverARestart() throws Exception {
        String first;
        String second;
        try (Engine engine = Engine.start(settings())) {
            first = submit(engine, "acme");
            awaitAtWork(first);
            second = submit(engine, "acme");
            awaitState(engine, second, RunState.QUEUED);
            String third = submit(engine, "acme");
            awaitState(engine, third, RunState.QUEUED);

            String other = submit(engine, "other");
            awaitAtWork(other);
            letEnd(other);
            awaitState(engine, other, RunState.SUCCEEDED);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    run(engine, third).at("/waiting/why").asText())
                            .isEqualTo("place 2 of 2 in the queue: waits for its turn: at most 1 run of nightly for"
                                    + " \"acme\" at once"));
            assertThat(run(engine, third).at("/waiting/remedy").asText()).contains(first);
            assertThat(client(engine).runs(50).at("/runs"))
                    .hasSize(4)
                    .allSatisfy(run -> assertThat(run.at("/id").asText()).startsWith("nightly-"));
            client(engine).cancel(third);
            awaitState(engine, third, RunState.CANCELED);
        }
        try (Engine engine = Engine.start(settings())) {
            assertThat(isAtWork(second)).isFalse();
            letEnd(first);
            awaitAtWork(second);
            letEnd(second);
            awaitState(engine, second, RunState.SUCCEEDED);
            awaitState(engine, first, RunState.SUCCEEDED);
        }
    }

    @Test
    void aRunThatIsResetAtWorkKeepsItsTurnAndOneThatHadEndedWaitsForAnother() throws Exception {
        try (Engine engine = Engine.start(settings());
                Clients temporal = Clients.of(engine.state().temporal(), List.of())) {
            String first = submit(engine, "acme");
            awaitAtWork(first);
            String second = submit(engine, "acme");
            awaitState(engine, second, RunState.QUEUED);

            Files.delete(atWork(first));
            reset(temporal, first, HistoryEvent::hasWorkflowExecutionStartedEventAttributes);
            awaitAtWork(first);
            assertThat(state(engine, second)).isEqualTo(RunState.QUEUED);
            letEnd(first);
            awaitAtWork(second);
            awaitState(engine, first, RunState.SUCCEEDED);

            Files.delete(atWork(first));
            // From where it had its turn, which it has given back since.
            reset(temporal, first, HistoryEvent::hasWorkflowExecutionSignaledEventAttributes);
            awaitState(engine, first, RunState.QUEUED);
            assertThat(isAtWork(first)).isFalse();
            letEnd(second);
            awaitState(engine, first, RunState.SUCCEEDED);
        }
    }

    private static void reset(Clients temporal, String id, Predicate<HistoryEvent> after) {
        String execution = temporal.client()
                .newUntypedWorkflowStub(id)
                .describe()
                .getExecution()
                .getRunId();
        Resets.behind(temporal, id, execution, after);
    }

    /** Is at work until the test lets it end. */
    private String submit(Engine engine, String customer) {
        String script = "touch $PLACE/at-work-$ID; until test -e $PLACE/end-$ID; do sleep 0.1; done";
        String pipeline = "{\"name\": \"nightly\", \"parameters\": {\"customer\": \"" + customer
                + "\"}, \"concurrency\": {\"key\": \"${parameters.customer}\"}, \"modules\": [{\"name\": \"a\","
                + " \"image\": \"a:1\", \"command\": [\"sh\", \"-c\"], \"args\": [\"" + script
                + "\"], \"env\": {\"ID\": \"${run.id}\", \"PLACE\": \"" + folder + "\"}}]}";
        return client(engine).submit(pipeline, "application/json", Optional.empty());
    }

    private static StarterClient client(Engine engine) {
        return new StarterClient(engine.state().api());
    }

    private static JsonNode run(Engine engine, String id) {
        return client(engine).run(id);
    }

    private static RunState state(Engine engine, String id) {
        return client(engine).report(id).state();
    }

    /** Queued with a reason, where that is the state: before its first task each run is without one. */
    private static void awaitState(Engine engine, String id, RunState state) {
        await().atMost(PATIENCE)
                .until(() -> state(engine, id) == state
                        && (state != RunState.QUEUED || run(engine, id).has("waiting")));
    }

    private void awaitAtWork(String id) {
        await().atMost(PATIENCE).until(() -> isAtWork(id));
    }

    private boolean isAtWork(String id) {
        return Files.exists(atWork(id));
    }

    private Path atWork(String id) {
        return folder.resolve("at-work-" + id);
    }

    private void letEnd(String id) throws IOException {
        Files.createFile(folder.resolve("end-" + id));
    }

    private EngineSettings settings() {
        return TestEngines.settings(new Home(folder.resolve("home")), folder);
    }
}
