package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.engine.EngineProblem;
import dev.forge.standalone.view.Spans;
import dev.forge.standalone.view.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The runs that a watch starts for what has arrived since a time. */
final class ArrivedRuns {
    private static final int MOST = 200;

    /** Without anything new: the machine is too slow, or something is wrong that the watch tells. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final StarterClient starter;
    private final Terminal terminal;
    private final String watch;
    private final Instant from;
    private final Clock clock;

    ArrivedRuns(StarterClient starter, Terminal terminal, String watch, Instant from, Clock clock) {
        this.starter = starter;
        this.terminal = terminal;
        this.watch = watch;
        this.from = from;
        this.clock = clock;
    }

    /** Waits until the run of each has ended, tells each, and says whether all have succeeded. */
    boolean ended(Collection<String> keys) throws InterruptedException {
        Set<String> open = new HashSet<>(keys);
        boolean succeeded = true;
        Instant lastNews = clock.instant();
        while (!open.isEmpty()) {
            Map<String, String> runs = started(open);
            for (Map.Entry<String, String> run : runs.entrySet()) {
                RunReport report = starter.report(run.getValue());
                if (report.state().ended()) {
                    tell(run.getKey(), report);
                    open.remove(run.getKey());
                    succeeded &= report.state() == RunState.SUCCEEDED;
                    lastNews = clock.instant();
                }
            }
            if (clock.instant().isAfter(lastNews.plus(PATIENCE))) {
                throw new EngineProblem(
                        "The runs of " + String.join(", ", List.copyOf(open)) + " have not ended. The watch" + " says: "
                                + starter.watches().show(watch));
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        return succeeded;
    }

    /** Run ids by keys. */
    private Map<String, String> started(Set<String> keys) {
        Map<String, String> runs = new HashMap<>();
        for (JsonNode object : starter.watches()
                .objects(watch, Optional.empty(), MOST, Optional.empty())
                .path("objects")) {
            String key = object.path("key").asText();
            if (keys.contains(key)
                    && object.hasNonNull("runId")
                    && !Instant.parse(object.path("seenAt").asText()).isBefore(from)) {
                runs.putIfAbsent(key, object.path("runId").asText());
            }
        }
        return runs;
    }

    private void tell(String key, RunReport report) {
        String took = report.endedAt()
                .map(end -> " in " + Spans.of(Duration.between(report.startedAt(), end)))
                .orElse("");
        terminal.line("  " + key + ": run " + report.id() + " " + report.state() + took
                + report.failure().map(failure -> ": " + failure.sentence()).orElse(""));
    }
}
