package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.TemporalServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Schedules between the starter and Temporal's own command line. */
class TemporalCommandIT {
    private static final String NAMESPACE = "temporal-command";
    private static final String RUN = "{\"name\": \"weather\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\"}]}";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        forge = Installation.unattended(NAMESPACE);
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void aScheduleOfTheStarterIsSeenPausedTriggeredAndDeletedByTheCommandLine() {
        HttpResponse<String> made = send(
                "POST",
                "/schedules",
                "{\"id\": \"ours\", \"cron\": \"0 6 * * *\", \"timeZone\": \"Europe/Berlin\", \"run\": " + RUN + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

        String described = temporal("describe", "--schedule-id", "ours", "-o", "json");
        assertThatJson(described).node("schedule.spec.timezoneName").asString().isEqualTo("Europe/Berlin");
        assertThatJson(described)
                .node("schedule.action.startWorkflow.workflowType.name")
                .asString()
                .isEqualTo("Pipeline");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(temporal("list")).contains("ours"));

        temporal("toggle", "--schedule-id", "ours", "--pause", "--reason", "flood");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThatJson(http.get("/schedules/ours").body()).node("paused").isEqualTo(true);
            assertThatJson(http.get("/schedules/ours").body())
                    .node("note")
                    .asString()
                    .isEqualTo("flood");
        });

        temporal("trigger", "--schedule-id", "ours");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThatJson(http.get("/schedules/ours").body())
                        .node("recent[0].state")
                        .asString()
                        .isEqualTo("QUEUED"));

        temporal("delete", "--schedule-id", "ours");
        assertThat(http.get("/schedules/ours").statusCode()).isEqualTo(404);
    }

    @Test
    void aScheduleThatTheCommandLineMadeAsDocumentedIsListedShownAndChangedByTheStarter() {
        create("theirs", "--cron", "0 6 * * 1-5", "--time-zone", "Europe/Berlin", "--catchup-window", "1h");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(http.get("/schedules").body()).contains("\"theirs\""));
        // A new schedule may take Temporal a moment to describe on a busy machine.
        String shown = await().atMost(PATIENCE)
                .until(() -> http.get("/schedules/theirs"), answer -> answer.statusCode() == 200)
                .body();
        assertThatJson(shown).node("cron").isEqualTo("[\"0 6 * * 1-5\"]");
        assertThatJson(shown).node("timeZone").asString().isEqualTo("Europe/Berlin");
        assertThatJson(shown).node("catchupWindow").asString().isEqualTo("1h");
        assertThatJson(shown).node("next").isArray().hasSize(10);
        assertThatJson(shown).node("run").isEqualTo(RUN);

        HttpResponse<String> changed = send("PATCH", "/schedules/theirs", "{\"cron\": \"30 7 * * *\"}");

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        String described = temporal("describe", "--schedule-id", "theirs", "-o", "json");
        assertThatJson(described)
                .node("schedule.spec.structuredCalendar[0].minute[0].start")
                .isEqualTo(30);
        assertThatJson(described)
                .node("schedule.action.startWorkflow.workflowId")
                .asString()
                .isEqualTo("theirs");
    }

    @Test
    void whatTheCommandLineUpdatesIsSeenByTheStarter() {
        create("updated", "--interval", "1h");

        temporal(
                "update",
                "--schedule-id",
                "updated",
                "--interval",
                "2h/5m",
                "--overlap-policy",
                "BufferOne",
                "--type",
                "Pipeline",
                "--task-queue",
                "forge",
                "--workflow-id",
                "updated",
                "--input",
                RUN.replace("a:1", "a:2"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            String shown = http.get("/schedules/updated").body();
            assertThatJson(shown).node("every").isEqualTo("[\"2h/5m\"]");
            assertThatJson(shown).node("overlap").asString().isEqualTo("bufferOne");
            assertThatJson(shown).node("run.modules[0].image").asString().isEqualTo("a:2");
        });
    }

    @Test
    void aScheduleOfOtherWorkflowsIsNoneOfTheStarters() {
        temporal(
                "create",
                "--schedule-id",
                "foreign",
                "--interval",
                "1h",
                "--type",
                "Invoice",
                "--task-queue",
                "invoices",
                "--workflow-id",
                "foreign");

        assertThat(http.get("/schedules/foreign").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "/schedules/foreign", "").statusCode()).isEqualTo(404);
    }

    private static void create(String id, String... times) {
        String[] rest = {
            "create",
            "--schedule-id",
            id,
            "--type",
            "Pipeline",
            "--task-queue",
            "forge",
            "--workflow-id",
            id,
            "--input",
            RUN
        };
        temporal(Stream.concat(Arrays.stream(rest), Arrays.stream(times)).toArray(String[]::new));
    }

    private static String temporal(String... arguments) {
        return TemporalServer.shared()
                .command(
                        NAMESPACE,
                        Stream.concat(Stream.of("schedule"), Arrays.stream(arguments))
                                .toArray(String[]::new));
    }

    private static HttpResponse<String> send(String method, String path, String body) {
        return http.send(http.request(path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }
}
