package dev.forge.standalone.view;

import dev.forge.contract.pipeline.DurationText;
import dev.forge.contract.step.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Why a step or a run waits, since when, for how long at most, and who can change it. */
final class WaitingText {
    private WaitingText() {}

    /** {@code waits for a node: no room (for 40 s, at most 30m). Try: have one added} */
    static String at(Waiting waiting, Instant now) {
        List<String> times = new ArrayList<>();
        times.add("for " + Spans.of(Duration.between(waiting.since(), now)));
        return text(waiting, times);
    }

    /** The same for a line that stays when time goes on. */
    static String first(Waiting waiting) {
        return text(waiting, new ArrayList<>());
    }

    private static String text(Waiting waiting, List<String> times) {
        waiting.limit()
                .map(limit -> "at most " + DurationText.print(limit.truncatedTo(ChronoUnit.MILLIS)))
                .ifPresent(times::add);
        String bracket = times.isEmpty() ? "" : " (" + String.join(", ", times) + ")";
        String remedy = waiting.remedy().map(what -> ". Try: " + what).orElse("");
        return Columns.clean(waiting.why()) + bracket + Columns.clean(remedy);
    }
}
