package dev.forge.standalone.cli;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.standalone.view.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the time of a demo went, line by line. */
final class TimeSpent {
    private final List<String> lines = new ArrayList<>();
    private Instant mark;

    TimeSpent(Instant from) {
        this.mark = from;
    }

    /** What happened since the last call of this. */
    void until(Instant now, String what) {
        lines.add(row(Duration.between(mark, now), what));
        mark = now;
    }

    /** The steps of a run, beneath it. */
    void steps(RunReport run) {
        Instant last = run.startedAt();
        for (StepReport step : run.steps()) {
            Optional<Instant> ended = step.lastAttempt().flatMap(AttemptReport::endedAt);
            if (ended.isPresent()) {
                lines.add("    " + row(Duration.between(last, ended.get()), step.name()));
                last = ended.get();
            }
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private static String row(Duration time, String what) {
        String taken = Spans.of(time);
        return "  " + " ".repeat(Math.max(0, 10 - taken.length())) + taken + "  " + what;
    }
}
