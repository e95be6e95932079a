package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
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
        assertThat(text(31, false, 0)).contains("35 objects in 41 ms").doesNotContain("left out");
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

    private static String text(int started, boolean atLeast, int leftOut) {
        return lines("""
                {"name": "stations", "state": "ACTIVE", "watch": {"bucket": "weather"},
                 "objects": {"pending": 3, "started": %d, "skipped": 4, "refused": 0, "atLeast": %b},
                 "lastPoll": {"at": "2026-11-29T12:10:00Z", "millis": 41, "listed": 35, "leftOut": %d},
                 "nextPollAt": "2026-11-29T12:10:10Z"}
                """.formatted(started, atLeast, leftOut));
    }

    private static String lines(String watch) {
        try {
            return String.join("\n", WatchText.lines(HistoryFormat.mapper().readTree(watch), Ink.PLAIN));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
