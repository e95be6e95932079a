package dev.forge.starter.run;

import dev.forge.archive.records.EndedCursor;
import dev.forge.archive.records.RunFilter;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists runs: the open ones before those that have ended. */
@Singleton
public class RunList {
    private final OpenRuns open;
    private final EndedRuns ended;

    RunList(OpenRuns open, EndedRuns ended) {
        this.open = open;
        this.ended = ended;
    }

    /**
     * A part of the list.
     *
     * @param runs may be fewer than asked for, or none, before the list ends
     * @param next where it goes on; empty at its end
     */
    public record Page(List<RunSummary> runs, Optional<String> next) {
        public Page {
            runs = List.copyOf(runs);
        }
    }

    public Page first(RunFilter filter, int limit) {
        return OpenRuns.areWanted(filter)
                ? beginning(filter, limit, open.first(filter, limit), Optional.empty())
                : ending(filter, limit, new RunPlace.Ended(Optional.empty(), Optional.empty()));
    }

    public Page after(String cursor, RunFilter filter, int limit) {
        RunPlace place = RunPlace.read(cursor, filter)
                .orElseThrow(() -> Refusal.of(
                        ProblemCode.QUERY_PARAMETER_INVALID,
                        "This cursor is not one of this list: use \"next\" of an answer to the same filters, or leave"
                                + " cursor out to begin again."));
        return switch (place) {
            case RunPlace.Open at -> beginning(filter, limit, open.after(at, filter, limit), Optional.of(at.since()));
            case RunPlace.Ended at -> ending(filter, limit, at);
        };
    }

    /** What is left of a page that the open runs do not fill is for those that have ended. */
    private Page beginning(RunFilter filter, int limit, OpenRuns.Part part, Optional<Instant> since) {
        if (part.next().isPresent() || !EndedRuns.areWanted(filter)) {
            return new Page(part.runs(), part.next().map(next -> next.cursor(filter)));
        }
        RunPlace.Ended first = new RunPlace.Ended(since, since.map(at -> new EndedCursor(at, Optional.empty())));
        Page rest = ending(filter, limit - part.runs().size(), first);
        // One that ends at this moment is in both.
        Set<String> told = part.runs().stream().map(RunSummary::id).collect(Collectors.toSet());
        Stream<RunSummary> others = rest.runs().stream().filter(run -> !told.contains(run.id()));
        return new Page(Stream.concat(part.runs().stream(), others).toList(), rest.next());
    }

    private Page ending(RunFilter filter, int limit, RunPlace.Ended place) {
        EndedRuns.Part part = ended.part(filter, place, limit);
        return new Page(part.runs(), part.next().map(next -> next.cursor(filter)));
    }
}
