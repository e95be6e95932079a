package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.standalone.client.Schedule;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTextTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final String NIGHTLY = """
            {"id": "nightly", "cron": ["0 6 * * 1-5"], "every": [], "calendars": [],
             "except": [{"month": "12", "dayOfMonth": "24-26"}], "timeZone": "Europe/Berlin", "jitter": "30s",
             "overlap": "skip", "catchupWindow": "1h", "paused": false, "note": "",
             "run": {"pipeline": "weather", "version": 3},
             "next": ["2026-11-30T05:00:00Z", "2026-12-01T05:00:00Z"],
             "recent": [{"id": "nightly-2026-11-27T05:00:00Z", "scheduledAt": "2026-11-27T05:00:00Z",
                         "startedAt": "2026-11-27T05:00:03Z", "state": "SUCCEEDED", "endedAt": "2026-11-27T05:00:44Z"},
                        {"id": "nightly-2026-11-26T05:00:00Z", "scheduledAt": "2026-11-26T05:00:00Z",
                         "startedAt": "2026-11-26T05:00:03Z"}],
             "missed": 0, "skipped": 2}""";

    @Test
    void aScheduleIsToldInItsOwnTimeZone() throws Exception {
        assertThat(ScheduleText.lines(schedule(), NOW, Ink.PLAIN))
                .containsExactly(
                        "nightly",
                        "  times     0 6 * * 1-5 Europe/Berlin",
                        "  except    month=12 dayOfMonth=24-26",
                        "  jitter    30s",
                        "  overlap   skip",
                        "  catch-up  1h",
                        "  pipeline  weather@3",
                        "  skipped   2 (a run was still open)",
                        "Next times",
                        "  2026-11-30T06:00:00+01:00",
                        "  2026-12-01T06:00:00+01:00",
                        "LAST RUNS                     TIME                       STATE                TOOK",
                        "nightly-2026-11-27T05:00:00Z  2026-11-27T06:00:00+01:00  SUCCEEDED            41 s",
                        "nightly-2026-11-26T05:00:00Z  2026-11-26T06:00:00+01:00  (not kept any more)");
    }

    @Test
    void aListShowsTimesTheNextOneAndTheLastOutcome() throws Exception {
        assertThat(ScheduleText.table(List.of(schedule()), Ink.PLAIN))
                .containsExactly(
                        "SCHEDULE  TIMES                      NEXT                       LAST                                 PAUSED",
                        "nightly   0 6 * * 1-5 Europe/Berlin  2026-11-30T06:00:00+01:00  SUCCEEDED 2026-11-27T06:00:00+01:00");
    }

    @Test
    void onePausedHasNoNextRunButSaysWhy() throws Exception {
        Schedule paused = read(tree().put("paused", true).put("note", "flood"));

        assertThat(ScheduleText.table(List.of(paused), Ink.PLAIN).getLast())
                .contains("  -  ")
                .endsWith("yes: flood");
        assertThat(ScheduleText.outlook(paused)).isEqualTo("paused");
        assertThat(ScheduleText.lines(paused, NOW, Ink.PLAIN))
                .anySatisfy(line -> assertThat(line).contains("none starts a run while it is paused"));
    }

    @Test
    void whatSomebodyMadeByHandIsShownToo() throws Exception {
        ObjectNode byHand = tree().put("timeZone", "Somewhere/Else");
        byHand.remove("run");
        byHand.putArray("cron");
        byHand.putArray("every").add("1h/5m");
        byHand.putArray("recent");

        assertThat(ScheduleText.lines(read(byHand), NOW, Ink.PLAIN))
                .contains("  times     every 1h/5m Somewhere/Else", "  2026-11-30T05:00:00Z", "No run yet")
                .noneMatch(line -> line.contains("pipeline"));
    }

    private static Schedule schedule() throws JsonProcessingException {
        return read(tree());
    }

    private static ObjectNode tree() throws JsonProcessingException {
        return (ObjectNode) HistoryFormat.mapper().readTree(NIGHTLY);
    }

    private static Schedule read(ObjectNode tree) throws JsonProcessingException {
        return HistoryFormat.mapper().treeToValue(tree, Schedule.class);
    }
}
