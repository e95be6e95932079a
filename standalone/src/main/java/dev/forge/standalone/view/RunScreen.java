package dev.forge.standalone.view;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A run as lines of a terminal: pure text, so that the terminal needs only to be told when it changed. */
public final class RunScreen {
    private static final int LONGEST_NAME = 24;

    private final int width;
    private final Ink ink;

    /**
     * A screen.
     *
     * @param width columns; no line is longer
     */
    public RunScreen(int width, Ink ink) {
        this.width = width;
        this.ink = ink;
    }

    /**
     * The lines.
     *
     * @param lastLines by step: the last line of its log
     */
    public List<String> lines(RunReport run, Map<String, String> lastLines, Instant now) {
        int names = run.steps().stream()
                .mapToInt(step -> Math.min(step.name().length(), LONGEST_NAME))
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(head(run, now));
        for (StepReport step : run.steps()) {
            lines.add(line(step, names, lastLines.getOrDefault(step.name(), ""), now));
        }
        return lines;
    }

    private String head(RunReport run, Instant now) {
        String time = Spans.of(Duration.between(run.startedAt(), run.endedAt().orElse(now)));
        String tail = "  " + run.state() + "  " + time
                + run.reason().map(why -> "  " + why).orElse("");
        String whole = Columns.cut(run.id() + tail, width);
        int idEnd = Math.min(run.id().length(), whole.length());
        return ink.strong(whole.substring(0, idEnd)) + painted(run.state(), whole.substring(idEnd));
    }

    private String painted(RunState state, String text) {
        return switch (state) {
            case SUCCEEDED -> ink.good(text);
            case FAILED, CANCELED -> ink.bad(text);
            case QUEUED, RUNNING, PAUSED, HELD, CANCELING -> ink.busy(text);
        };
    }

    private String line(StepReport step, int names, String lastLine, Instant now) {
        String name = "  " + Columns.padded(Columns.cut(step.name(), LONGEST_NAME), names) + "  ";
        String state = Columns.padded(StepText.state(step), 9);
        String time = Columns.left(StepText.taken(step, now).map(Spans::of).orElse(""), 9);
        String front = name + state + time;
        if (front.length() >= width) {
            return Columns.cut(front, width);
        }
        String rest = rest(step, lastLine);
        String cut = rest.isEmpty() ? "" : Columns.cut("  " + rest, width - front.length());
        return name + StepText.painted(step, state, ink) + time.stripTrailing() + ink.faint(cut);
    }

    private static String rest(StepReport step, String lastLine) {
        String counts = StepText.counts(step);
        String said = step.state() == StepState.RUNNING && !lastLine.isBlank()
                ? Columns.clean(lastLine)
                : step.state() == StepState.SUCCEEDED ? "" : Columns.clean(StepText.why(step));
        return counts.isEmpty() || said.isEmpty() ? counts + said : counts + "  " + said;
    }
}
