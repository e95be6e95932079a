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

    private static String text(int started, boolean atLeast, int leftOut) {
        String watch = """
                {"name": "stations", "state": "ACTIVE", "watch": {"bucket": "weather"},
                 "objects": {"pending": 3, "started": %d, "skipped": 4, "refused": 0, "atLeast": %b},
                 "lastPoll": {"at": "2026-11-29T12:10:00Z", "millis": 41, "listed": 35, "leftOut": %d},
                 "nextPollAt": "2026-11-29T12:10:10Z"}
                """.formatted(started, atLeast, leftOut);
        try {
            return String.join("\n", WatchText.lines(HistoryFormat.mapper().readTree(watch), Ink.PLAIN));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
