package dev.forge.standalone.view;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changed between two looks at a run, one plain line a change: for pipes, files and CI logs. */
public final class RunChanges {
    private RunChanges() {}

    /** The lines that tell what {@code now} has and {@code before} had not; {@code before} is empty at the first look. */
    public static List<String> between(Optional<RunReport> before, RunReport now) {
        List<String> lines = new ArrayList<>();
        for (StepReport step : now.steps()) {
            lines.addAll(of(before.flatMap(run -> step(run, step.name())), step));
        }
        if (before.map(RunReport::state).filter(now.state()::equals).isEmpty()) {
            lines.add(runLine(now));
        }
        lines.addAll(waited("run " + now.id(), before.flatMap(RunReport::waiting), now.waiting()));
        return lines;
    }

    private static String runLine(RunReport run) {
        String time = run.endedAt()
                .map(end -> " after " + Spans.of(Duration.between(run.startedAt(), end)))
                .orElse("");
        return "run " + run.id() + ": " + run.state() + time
                + run.reason().map(why -> ": " + why).orElse("");
    }

    private static List<String> of(Optional<StepReport> before, StepReport now) {
        boolean attempted = now.attempts().size()
                > before.map(step -> step.attempts().size()).orElse(0);
        boolean same = before.map(StepReport::state).filter(now.state()::equals).isPresent();
        List<String> lines = new ArrayList<>();
        if (now.state() != StepState.WAITING && (!same || attempted)) {
            lines.add("step " + now.name() + ": " + said(now));
        }
        lines.addAll(waited("step " + now.name(), before.flatMap(StepReport::waiting), now.waiting()));
        return lines;
    }

    /** What passes by itself within seconds is no news. */
    private static List<String> waited(String who, Optional<Waiting> before, Optional<Waiting> now) {
        return now.filter(waiting -> !waiting.passes())
                .filter(waiting -> before.filter(known -> !known.passes())
                        .filter(known -> known.why().equals(waiting.why()))
                        .isEmpty())
                .map(waiting -> List.of(who + ": " + WaitingText.first(waiting)))
                .orElse(List.of());
    }

    private static String said(StepReport step) {
        String counts = StepText.counts(step);
        String state = StepText.state(step) + (counts.isEmpty() ? "" : " (" + counts + ")");
        return switch (step.state()) {
            case WAITING -> state;
            case RUNNING ->
                step.attempts().size() > 1
                        ? state + ", attempt " + step.attempts().size()
                        : state;
            case RETRYING, FAILED, CANCELED -> state + because(step);
            case SUCCEEDED ->
                StepText.ranFor(step)
                        .map(time -> state + " after " + Spans.of(time))
                        .orElse(state);
        };
    }

    private static String because(StepReport step) {
        String why = StepText.failure(step);
        return why.isEmpty() ? "" : ": " + why;
    }

    private static Optional<StepReport> step(RunReport run, String name) {
        return run.steps().stream().filter(step -> step.name().equals(name)).findFirst();
    }
}
