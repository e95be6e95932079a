package dev.forge.starter.run;

import dev.forge.archive.records.RunFilter;
import dev.forge.starter.run.VisibilityScan.Found;
import dev.forge.starter.run.VisibilityScan.Search;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The first section of the list of runs: those that are open, the newest first. Temporal alone knows them. */
@Singleton
class OpenRuns {
    private static final Comparator<RunSummary> NEWEST_FIRST =
            Comparator.comparing(RunSummary::startedAt).reversed().thenComparing(RunSummary::id);

    private final VisibilityScan visibility;
    private final LatestExecutions latest;
    private final Clock clock;

    OpenRuns(VisibilityScan visibility, LatestExecutions latest, Clock clock) {
        this.visibility = visibility;
        this.latest = latest;
        this.clock = clock;
    }

    /**
     * A part of the section.
     *
     * @param next empty at its end
     */
    record Part(List<RunSummary> runs, Optional<RunPlace.Open> next) {}

    /** Whether any open run can be one of these; none has a duration yet. */
    static boolean areWanted(RunFilter filter) {
        boolean states = filter.states().isEmpty() || filter.states().stream().anyMatch(state -> !state.ended());
        return states && filter.atLeast().isEmpty() && filter.atMost().isEmpty();
    }

    Part first(RunFilter filter, int limit) {
        return part(filter, Optional.empty(), RunPlace.since(clock.instant()), limit);
    }

    Part after(RunPlace.Open place, RunFilter filter, int limit) {
        return part(filter, Optional.of(place), place.since(), limit);
    }

    private Part part(RunFilter filter, Optional<RunPlace.Open> place, Instant since, int limit) {
        Predicate<RunSummary> wanted = new RunSieve(filter)
                .and(run -> place.map(at -> at.isBefore(run)).orElse(true));
        Optional<Instant> from = place.map(RunPlace.Open::startedAt);
        VisibilityQuery query = until(VisibilityQuery.open(filter), from);
        Found open =
                visibility.some(new Search(query, runs -> those(wanted, runs), limit + 1, RunSummary::startedAt, from));
        boolean whole = open.knownAfter().isEmpty() && open.runs().size() < limit;
        if (whole && place.isEmpty()) {
            return new Part(open.runs(), Optional.empty());
        }
        return cut(merged(open, endedSince(filter, since, from, wanted)), open.knownAfter(), place, since, limit);
    }

    /** Those that have ended while the list is being read: they have been told as open ones, or are here. */
    private List<RunSummary> endedSince(
            RunFilter filter, Instant since, Optional<Instant> from, Predicate<RunSummary> wanted) {
        if (!EndedRuns.areWanted(filter)) {
            return List.of();
        }
        VisibilityQuery query = until(VisibilityQuery.ended(filter).endedFrom(since), from);
        List<RunSummary> ended = those(wanted.and(run -> run.closedAt().isAfter(since)), visibility.all(query));
        Map<String, RunSummary> known = latest.of(ended, Optional.of(since));
        return those(run -> !goesOn(run, known), ended);
    }

    private static boolean goesOn(RunSummary run, Map<String, RunSummary> latest) {
        return Optional.ofNullable(latest.get(run.id()))
                .filter(other -> !other.execution().equals(run.execution()))
                .isPresent();
    }

    private static List<RunSummary> those(Predicate<RunSummary> wanted, List<RunSummary> runs) {
        return runs.stream().filter(wanted).toList();
    }

    private static VisibilityQuery until(VisibilityQuery query, Optional<Instant> from) {
        return from.map(query::startedUntil).orElse(query);
    }

    private static List<RunSummary> merged(Found open, List<RunSummary> ended) {
        // One may have ended between the two looks.
        Set<String> over = ended.stream().map(RunSummary::execution).collect(Collectors.toSet());
        Stream<RunSummary> others = open.runs().stream().filter(run -> !over.contains(run.execution()));
        return Stream.concat(others, ended.stream())
                .filter(run -> open.knownAfter().map(run.startedAt()::isAfter).orElse(true))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    private static Part cut(
            List<RunSummary> runs,
            Optional<Instant> knownAfter,
            Optional<RunPlace.Open> place,
            Instant since,
            int limit) {
        if (runs.size() >= limit) {
            List<RunSummary> some = runs.subList(0, limit);
            return new Part(some, Optional.of(RunPlace.Open.behind(some, since, place)));
        }
        return new Part(runs, knownAfter.map(at -> new RunPlace.Open(since, at, Set.of())));
    }
}
