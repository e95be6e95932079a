package dev.forge.starter.run;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** Knows in which execution a run goes on, after a reset or a continue. */
@Singleton
class LatestExecutions {
    private static final BinaryOperator<RunSummary> LATER =
            BinaryOperator.maxBy(Comparator.comparing(RunSummary::startedAt)
                    .thenComparing(run -> !run.state().ended()));

    private final VisibilityScan visibility;

    LatestExecutions(VisibilityScan visibility) {
        this.visibility = visibility;
    }

    /**
     * The latest execution of each of these that Temporal knows, by the run's id.
     *
     * @param since when the list began, as in {@link RunPlace}: one that started after that is told nowhere in the list, so
     *     that the one before it keeps its place; empty where the list tells every run as it is now
     */
    Map<String, RunSummary> of(List<RunSummary> runs, Optional<Instant> since) {
        if (runs.isEmpty()) {
            return Map.of();
        }
        return visibility.all(VisibilityQuery.executionsOf(ids(runs))).stream()
                .filter(run -> since.map(at -> !run.startedAt().isAfter(RunPlace.began(at)))
                        .orElse(true))
                .collect(Collectors.toMap(RunSummary::id, run -> run, LATER));
    }

    private static Collection<String> ids(List<RunSummary> runs) {
        return runs.stream().map(RunSummary::id).distinct().toList();
    }
}
