package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.workflow.HistoryFormat;
import org.junit.jupiter.api.Test;

class WatchTextTest {
    @Test
    void whatWasCountedUpToTheLimitMayBeMore() {
        assertThat(text(100_000, true, 0)).contains("3 pending, 100000 or more started, 4 skipped, 0 refused");
        assertThat(text(31, false, 0)).contains("3 pending, 31 started, 4 skipped, 0 refused");
    }

    @Test
    void entriesThatAreNoObjectsAreToldWhereThereAreAny() {
        assertThat(text(31, false, 2)).contains("35 objects in 41 ms, of which 2 are left out");
        assertThat(text(31, false, 1)).contains(", of which 1 is left out");
        assertThat(text(31, false, 0)).contains("35 objects in 41 ms").doesNotContain("left out");
    }

    @Test
    void whatWaitsForItsRunIsToldWithItsTime() {
        assertThat(objects("""
                [{"state": "PENDING", "key": "a.csv", "etag": "e1", "seenAt": "2026-11-29T12:10:00Z",
                  "dueAt": "2026-11-29T12:11:00Z", "reason": "its run could not be started"},
                 {"state": "PENDING", "key": "b.csv", "etag": "e2", "seenAt": "2026-11-29T12:10:00Z",
                  "dueAt": "2026-11-29T12:12:00Z"},
                 {"state": "STARTED", "key": "c.csv", "etag": "e3", "seenAt": "2026-11-29T12:10:00Z",
                  "dueAt": "2026-11-29T12:10:00Z", "runId": "stations-x"},
                 {"state": "SKIPPED", "key": "d.csv", "etag": "e4", "seenAt": "2026-11-29T12:10:00Z",
                  "dueAt": "2026-11-29T12:10:00Z", "reason": "it was there before the watch"}]
                """))
                .containsPattern("STATE +SEEN +OBJECT +ETAG +RUN")
                .containsPattern(
                        "PENDING +2026-11-29T12:10:00Z +a.csv +e1 +its run could not be started; again at .*12:11")
                .containsPattern("PENDING .*b.csv +e2 +due at 2026-11-29T12:12:00Z")
                .containsPattern("STARTED .*c.csv +e3 +stations-x")
                .containsPattern("SKIPPED .*d.csv +e4 +it was there before the watch");
    }

    @Test
    void whatKeepsASingleObjectFromItsRunIsToldBesideTheCounts() {
        assertThat(lines("""
                {"name": "stations", "state": "ACTIVE", "objects": {"pending": 3},
                 "postponed": {"objects": 2, "first": {"key": "in/a.csv", "dueAt": "2026-11-29T12:11:00Z",
                               "reason": "its run could not be started"}}}
                """))
                .contains("2 of the pending, at 2026-11-29T12:11:00Z again in/a.csv: its run could not be started");
    }

    @Test
    void whatATestFindsStartsNowOrOnceItHasSettled() {
        String found = "{\"objects\": [{\"key\": \"in/a.csv\", \"size\": 3}], \"listed\": 1, \"more\": false}";

        assertThat(WatchText.trial(tree(found), Ink.PLAIN)).first().isEqualTo("These would start a run each now:");
        assertThat(WatchText.trial(tree(found.replace("\"listed\"", "\"settle\": \"30s\", \"listed\"")), Ink.PLAIN))
                .first()
                .isEqualTo("These would start a run each once they have stayed the newest for 30s:");
    }

    private static String text(int started, boolean atLeast, int leftOut) {
        return lines("""
                {"name": "stations", "state": "ACTIVE", "watch": {"bucket": "weather"},
                 "objects": {"pending": 3, "started": %d, "skipped": 4, "refused": 0, "atLeast": %b},
                 "lastPoll": {"at": "2026-11-29T12:10:00Z", "millis": 41, "listed": 35, "leftOut": %d},
                 "nextPollAt": "2026-11-29T12:10:10Z"}
                """.formatted(started, atLeast, leftOut));
    }

    private static String lines(String watch) {
        return String.join("\n", WatchText.lines(tree(watch), Ink.PLAIN));
    }

    private static String objects(String objects) {
        return String.join("\n", WatchText.objects(tree(objects), Ink.PLAIN));
    }

    private static JsonNode tree(String json) {
        try {
            return HistoryFormat.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
