package dev.forge.starter.api;

import dev.forge.contract.run.RunState;
import dev.forge.starter.run.RunList;
import dev.forge.starter.run.RunSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the list of runs.
 *
 * @param next the cursor to go on with; absent at the end
 */
record RunPage(List<Row> runs, Optional<String> next) {
    RunPage {
        runs = List.copyOf(runs);
    }

    static RunPage of(RunList.Page page) {
        return new RunPage(
                page.runs().stream().map(run -> Row.of(run, Links.of(run.id()))).toList(), page.next());
    }

    /** One run. */
    record Row(
            String id,
            String key,
            String pipeline,
            RunState state,
            Instant startedAt,
            Optional<Instant> endedAt,
            Map<String, String> labels,
            Map<String, String> links) {
        static Row of(RunSummary run, Map<String, String> links) {
            return new Row(
                    run.id(),
                    run.key(),
                    run.pipeline(),
                    run.state(),
                    run.startedAt(),
                    run.endedAt(),
                    run.labels(),
                    links);
        }
    }
}
