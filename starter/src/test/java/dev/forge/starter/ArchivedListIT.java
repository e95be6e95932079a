package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.archive.records.RunRecord.Execution;
import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Lists;
import dev.forge.starter.harness.Steering.Ending;
import dev.forge.starter.harness.TemporalServer;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One list of what Temporal and the archive know. */
class ArchivedListIT {
    /** Of all that this class makes, but for what a single test does. */
    private static final String THESE = "label=of=all";

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T12:00:00Z");

    private static Archive archive;
    private static Installation forge;
    private static Lists lists;
    private static List<String> expected;

    @BeforeAll
    static void start() {
        archive = FreshArchive.open();
        forge = Installation.attended("archived-list", archive).warm();
        lists = new Lists(forge.http());
        Stream.of("long-ago", "long-ago-b", "long-ago-a").forEach(ArchivedListIT::recordLongAgo);
        String before = ended("{of: all}");
        String recorded = ended("{of: all}");
        record(recorded, "all");
        String terminated = forge.submit("weather", "{of: all}");
        forge.workflow(terminated).terminate("gone");
        String goesOn = ended("{of: all}");
        record(goesOn, "all");
        String lastRecorded = ended("{of: all}");
        record(lastRecorded, "all");
        String open = forge.submit("weather", "{of: all}");
        again(goesOn, "all");
        expected = List.of(
                goesOn, open, lastRecorded, terminated, recorded, before, "long-ago-b", "long-ago-a", "long-ago");
        await().untilAsserted(() -> assertThat(lists.ids(THESE)).hasSize(expected.size()));
    }

    @AfterAll
    static void stop() {
        forge.close();
        archive.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 200})
    void isReadToItsEndInPagesOfAnySizeWithoutGapOrDouble(int limit) {
        assertThat(lists.all(THESE, limit)).isEqualTo(expected);
    }

    @Test
    void endedOnesAreFilteredLikeOpenOnes() {
        assertThat(lists.all(THESE + "&status=RUNNING", 1)).isEqualTo(expected.subList(0, 2));
        assertThat(lists.all(THESE + "&status=SUCCEEDED,FAILED", 2)).isEqualTo(expected.subList(2, 9));
        assertThat(lists.all(THESE + "&text=LONG-AGO-", 1)).containsExactly("long-ago-b", "long-ago-a");
        assertThat(lists.all(THESE + "&startedBefore=2020-01-02T00:00:00Z", 50)).isEqualTo(expected.subList(6, 9));
        assertThat(lists.all(THESE + "&minDuration=60s&maxDuration=60s", 50)).isEqualTo(expected.subList(6, 9));
    }

    @Test
    void whateverIsAskedForIsOnlyText() {
        assertThat(lists.ids("pipeline=%00")).isEmpty();
        assertThat(lists.ids("text=%00")).isEmpty();
        assertThat(lists.ids("label=of=%00")).isEmpty();
        assertThat(lists.ids("label=of='")).isEmpty();
        assertThat(lists.ids("startedAfter=9998-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void aRunThatGoesOnAfterItsRecordedEndIsListedOnceAsItIsNow() {
        JsonNode rows = lists.page(THESE).get("runs");

        assertThat(rows.get(0).get("id").asText()).isEqualTo(expected.getFirst());
        assertThat(rows.get(0).get("state").asText()).isEqualTo("RUNNING");
        assertThat(lists.all(THESE + "&status=SUCCEEDED", 1)).doesNotContain(expected.getFirst());
    }

    @Test
    void whatEndsWhileTheListIsReadIsThereOnce() {
        String first = forge.submit("weather", "{of: moving}");
        String second = forge.submit("weather", "{of: moving}");
        String third = forge.submit("weather", "{of: moving}");
        await().untilAsserted(() -> assertThat(lists.ids("label=of=moving")).hasSize(3));

        JsonNode page = lists.page("label=of=moving&limit=1");
        forge.end(third, Ending.SUCCEED);
        record(third, "moving");
        forge.end(first, Ending.SUCCEED);
        record(first, "moving");
        await().untilAsserted(() ->
                assertThat(lists.ids("label=of=moving&status=RUNNING")).containsExactly(second));

        assertThat(Lists.ids(page)).containsExactly(third);
        assertThat(lists.rest("label=of=moving", 1, page)).containsExactly(second, first);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 200})
    void whatGoesOnAMomentAfterItsEndIsThereOnce(int limit) {
        String of = "at-once-" + limit;
        String id = ended("{of: " + of + "}");
        String other = forge.submit("weather", "{of: " + of + "}");
        again(id, of);
        await().untilAsserted(() ->
                assertThat(lists.ids("status=RUNNING,QUEUED&label=of=" + of)).containsExactly(id, other));

        assertThat(lists.all("label=of=" + of, limit)).containsExactly(id, other);
    }

    @Test
    void whatGoesOnWhileTheListIsReadKeepsItsPlace() {
        String id = forge.submit("weather", "{of: going-on}");
        String other = forge.submit("weather", "{of: going-on}");
        await().untilAsserted(() -> assertThat(lists.ids("label=of=going-on")).hasSize(2));

        JsonNode page = lists.page("label=of=going-on&limit=1");
        forge.end(id, Ending.SUCCEED);
        await().untilAsserted(() ->
                assertThat(lists.ids("status=RUNNING,QUEUED&label=of=going-on")).containsExactly(other));
        again(id, "going-on");
        await().untilAsserted(() ->
                assertThat(lists.ids("status=RUNNING,QUEUED&label=of=going-on")).containsExactly(id, other));

        assertThat(Lists.ids(page)).containsExactly(other);
        assertThat(lists.rest("label=of=going-on", 1, page)).containsExactly(id);
    }

    @Test
    void withoutItsPostgresOnlyOpenRunsAreListed() {
        ArchiveSettings nobody = new ArchiveSettings(
                "jdbc:postgresql://127.0.0.1:" + TemporalServer.freePort() + "/forge", "forge", "secret", 1);
        try (Archive away = Archive.open(nobody);
                Installation other = Installation.attended("archived-list-away", away)) {
            String open = other.submit("weather");
            Lists there = new Lists(other.http());
            await().untilAsserted(() -> assertThat(there.ids("status=QUEUED,RUNNING,PAUSED,HELD,CANCELING"))
                    .containsExactly(open));

            HttpResponse<String> all = other.http().get("/runs");
            assertThat(all.statusCode()).isEqualTo(503);
            assertThatJson(all.body()).node("code").isEqualTo("archive_unavailable");
            assertThat(all.headers().firstValue("Retry-After")).isPresent();
            assertThat(other.http().get("/runs?status=FAILED").statusCode()).isEqualTo(503);
        }
    }

    private static String ended(String labels) {
        String id = forge.submit("weather", labels);
        forge.end(id, Ending.SUCCEED);
        return id;
    }

    /** As its workflow would have kept it, a moment before it ended. */
    private static void record(String id, String of) {
        WorkflowExecutionDescription found = forge.workflow(id).describe();
        Instant closed = Optional.ofNullable(found.getCloseTime()).orElseThrow();
        record(
                ended(id, found.getStartTime(), closed.minusMillis(1)),
                found.getExecution().getRunId(),
                of);
    }

    private static void recordLongAgo(String id) {
        record(ended(id, LONG_AGO, LONG_AGO.plusSeconds(60)), "execution-1", "all");
    }

    private static RunReport ended(String id, Instant start, Instant end) {
        RunReport report = new RunReport(
                id,
                RunKey.of(id),
                "weather",
                RunState.RUNNING,
                Optional.empty(),
                Optional.empty(),
                start,
                Optional.empty(),
                List.of(),
                Optional.empty());
        return report.withEnd(RunState.SUCCEEDED, Optional.of(end), Optional.empty());
    }

    private static void record(RunReport report, String execution, String of) {
        RunOrigin origin =
                new RunOrigin(Optional.empty(), Optional.empty(), Map.of("of", of), Map.of(), Optional.empty());
        archive.runs().record(new RunRecord(report, new Execution(execution, report.startedAt()), 1, origin));
    }

    /** The same run in another execution. */
    private static void again(String id, String of) {
        forge.client()
                .newUntypedWorkflowStub(
                        "Pipeline",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue("forge")
                                .setWorkflowIdReusePolicy(
                                        WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                                .setMemo(Map.of("labels", Map.of("of", of), "pipeline", "weather"))
                                .build())
                .start("{}");
    }
}
