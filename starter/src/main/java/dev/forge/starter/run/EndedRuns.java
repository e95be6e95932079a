package dev.forge.starter.run;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.EndedCursor;
import dev.forge.archive.records.Page;
import dev.forge.archive.records.RunFilter;
import dev.forge.contract.run.RunState;
import dev.forge.starter.run.VisibilityScan.Found;
import dev.forge.starter.run.VisibilityScan.Search;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The second section of the list of runs: those that have ended, the last to end first. The archive has them, but for those
 * that were terminated in Temporal a moment ago or ended before there was an archive: Temporal has these.
 */
@Singleton
class EndedRuns {
    private static final Comparator<EndedCursor> LATER = Comparator.comparing(EndedCursor::closedAt)
            .thenComparing(place -> place.id().isEmpty());

    private final VisibilityScan visibility;
    private final LatestExecutions latest;
    private final Archive archive;

    EndedRuns(VisibilityScan visibility, LatestExecutions latest, Archive archive) {
        this.visibility = visibility;
        this.latest = latest;
        this.archive = archive;
    }

    /**
     * A part of the section.
     *
     * @param next empty at its end
     */
    record Part(List<RunSummary> runs, Optional<RunPlace.Ended> next) {}

    static boolean areWanted(RunFilter filter) {
        return filter.states().isEmpty() || filter.states().stream().anyMatch(RunState::ended);
    }

    Part part(RunFilter filter, RunPlace.Ended place, int limit) {
        Page<RunSummary, EndedCursor> kept = kept(filter, place, limit);
        Found found = found(filter, place, kept.next(), limit);
        Optional<EndedCursor> end = Stream.concat(
                        kept.next().stream(),
                        found.knownAfter().stream().map(at -> new EndedCursor(at, Optional.empty())))
                .max(LATER);
        List<RunSummary> runs = Stream.concat(kept.items().stream(), found.runs().stream())
                .filter(run -> end.map(at -> !RunPlace.Ended.isBehind(run, at)).orElse(true))
                .sorted(EndedOrder.LAST_FIRST)
                .toList();
        if (runs.size() <= limit) {
            return new Part(current(runs, place), end.map(place::at));
        }
        List<RunSummary> some = runs.subList(0, limit);
        RunSummary last = some.getLast();
        return new Part(
                current(some, place), Optional.of(place.at(new EndedCursor(last.closedAt(), Optional.of(last.id())))));
    }

    /** A page of the archive's rows. */
    private Page<RunSummary, EndedCursor> kept(RunFilter filter, RunPlace.Ended place, int limit) {
        if (archive.isAbsent()) {
            return new Page<>(List.of(), Optional.empty());
        }
        var page = archive.runs().listEnded(filter, place.behind(), limit);
        return new Page<>(page.items().stream().map(RunSummary::of).toList(), page.next());
    }

    /** What Temporal alone has from the same place on, as far as the archive's page reaches. */
    private Found found(RunFilter filter, RunPlace.Ended place, Optional<EndedCursor> reached, int limit) {
        Optional<Instant> from = place.behind().map(EndedCursor::closedAt);
        VisibilityQuery all = VisibilityQuery.ended(filter);
        VisibilityQuery behind = from.map(all::endedUntil).orElse(all);
        VisibilityQuery window =
                reached.map(EndedCursor::closedAt).map(behind::endedFrom).orElse(behind);
        Predicate<RunSummary> wanted = new RunSieve(filter).and(place::isBefore);
        return visibility.some(new Search(
                window,
                runs -> withoutRecord(runs.stream().filter(wanted).toList()),
                limit + 1,
                RunSummary::closedAt,
                from));
    }

    private List<RunSummary> withoutRecord(List<RunSummary> runs) {
        if (archive.isAbsent() || runs.isEmpty()) {
            return runs;
        }
        Map<String, String> recorded = archive.runs()
                .executions(runs.stream().map(RunSummary::id).distinct().toList());
        return runs.stream()
                .filter(run -> !run.execution().equals(recorded.get(run.id())))
                .toList();
    }

    /**
     * Those that have their place here: a run that goes on in another execution (after a reset, or continued) has it where
     * that one stands, and one that was open when the list began has had it there.
     */
    private List<RunSummary> current(List<RunSummary> runs, RunPlace.Ended place) {
        Map<String, RunSummary> known = latest.of(runs, place.since());
        return runs.stream()
                .filter(run -> Optional.ofNullable(known.get(run.id()))
                        .map(last -> last.execution().equals(run.execution()) && endedBefore(last, place.since()))
                        .orElse(true))
                .toList();
    }

    private static boolean endedBefore(RunSummary run, Optional<Instant> since) {
        return run.state().ended()
                && since.map(at -> !run.closedAt().isAfter(at)).orElse(true);
    }
}
