package dev.forge.standalone.view;

import dev.forge.standalone.client.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs as a table. */
public final class RunTable {
    private RunTable() {}

    /** The lines, a head first; where there is no run, the sentence that says so. */
    public static List<String> lines(List<RunSummary> runs, String none, Instant now, Ink ink) {
        if (runs.isEmpty()) {
            return List.of(none);
        }
        int ids = width(runs.stream().map(RunSummary::id).toList(), "RUN");
        int names = width(runs.stream().map(RunSummary::pipeline).toList(), "PIPELINE");
        List<String> lines = new ArrayList<>();
        lines.add(ink.faint(row("RUN", ids, "PIPELINE", names, "STATE", "STARTED", "TOOK")));
        for (RunSummary run : runs) {
            Duration took = Duration.between(run.startedAt(), run.endedAt().orElse(now));
            String ago = Spans.of(Duration.between(run.startedAt(), now)) + " ago";
            lines.add(row(run.id(), ids, run.pipeline(), names, run.state().name(), ago, Spans.of(took)));
        }
        return lines;
    }

    private static int width(List<String> texts, String head) {
        return Math.max(
                head.length(), texts.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String row(String id, int ids, String name, int names, String state, String started, String took) {
        return Columns.padded(id, ids) + "  " + Columns.padded(name, names) + "  " + Columns.padded(state, 9) + "  "
                + Columns.padded(started, 15) + "  " + took;
    }
}
