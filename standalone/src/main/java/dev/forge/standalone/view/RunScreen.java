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
    private static final String INDENT = "      ";

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
        run.waiting().ifPresent(waiting -> lines.addAll(inFull(WaitingText.at(waiting, now))));
        for (StepReport step : run.steps()) {
            lines.add(line(step, names, lastLines.getOrDefault(step.name(), ""), now));
            lines.addAll(below(step, now));
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
        String rest = rest(step, lastLine, now);
        if (rest.isEmpty()) {
            String bare = state + time;
            return name + StepText.painted(step, bare.stripTrailing(), ink);
        }
        return name
                + StepText.painted(step, state + time, ink)
                + ink.faint(Columns.cut("  " + rest, width - front.length()));
    }

    private static String rest(StepReport step, String lastLine, Instant now) {
        String counts = StepText.counts(step);
        String said = said(step, lastLine, now);
        return counts.isEmpty() || said.isEmpty() ? counts + said : counts + "  " + said;
    }

    private static String said(StepReport step, String lastLine, Instant now) {
        if (step.state() == StepState.RUNNING && !lastLine.isBlank()) {
            return Columns.clean(lastLine);
        }
        if (step.state() == StepState.SUCCEEDED) {
            return "";
        }
        return needsRoom(step) ? StepText.failure(step) : StepText.why(step, now);
    }

    /** A wait that somebody can change is told in full, however narrow the terminal is. */
    private List<String> below(StepReport step, Instant now) {
        return needsRoom(step) ? inFull(StepText.why(step, now)) : List.of();
    }

    private List<String> inFull(String text) {
        return Columns.wrapped(text, width - INDENT.length()).stream()
                .map(line -> INDENT + ink.busy(line))
                .toList();
    }

    private static boolean needsRoom(StepReport step) {
        return step.waiting()
                .filter(waiting -> waiting.limit().isPresent() || !waiting.passes())
                .isPresent();
    }
}
