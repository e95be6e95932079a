package dev.forge.starter.result;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.FoundResult;
import dev.forge.archive.records.Page;
import dev.forge.archive.records.ResultCursor;
import dev.forge.archive.records.ResultFilter;
import dev.forge.archive.records.ResultTooLarge;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.result.ResultDifference.Change;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The results of runs: listed, and those of two runs compared. */
@Singleton
public class RunResults {
    /** Of a comparison; who has more differences looks at other things than each of them. */
    public static final int MOST_DIFFERENCES = 1000;

    /** Of each run of a comparison. */
    private static final int MOST_RESULTS = 200;

    /** Chars of JSON of each run of a comparison, all of which are in memory at once. */
    private static final long LARGEST = 16L * 1024 * 1024;

    private final Archive archive;

    RunResults(Archive archive) {
        this.archive = archive;
    }

    /** A part of the list. */
    public Page<FoundResult, ResultCursor> list(ResultFilter filter, Optional<ResultCursor> after, int limit) {
        return list(filter, after, limit, "name a path into it, or other results");
    }

    private Page<FoundResult, ResultCursor> list(
            ResultFilter filter, Optional<ResultCursor> after, int limit, String remedy) {
        try {
            return archive.results().list(filter, after, limit);
        } catch (ResultTooLarge large) {
            throw Refusal.of(ProblemCode.QUERY_PARAMETER_INVALID, large.getMessage() + ": " + remedy + ".");
        }
    }

    /**
     * How the results of two runs differ.
     *
     * @param same how many results both have, without a difference
     * @param more whether there are more differences than these
     */
    public record Comparison(int same, List<ResultDifference> differences, boolean more) {
        public Comparison {
            differences = List.copyOf(differences);
        }
    }

    /** What another run has left differently than a run. */
    public Comparison compare(String run, String other, Optional<String> step, Optional<String> name) {
        Map<Place, FoundResult> before = of(run, step, name);
        Map<Place, FoundResult> after = of(other, step, name);
        TreeSet<Place> places = new TreeSet<>(before.keySet());
        places.addAll(after.keySet());
        List<ResultDifference> differences = new ArrayList<>();
        int same = 0;
        boolean more = false;
        for (Place place : places) {
            // Where there is no room any more, the first difference ends the look at a file.
            int room = MOST_DIFFERENCES - differences.size();
            List<ResultDifference> found = between(place, find(before, place), find(after, place), room);
            same += found.isEmpty() ? 1 : 0;
            more |= found.size() > room;
            differences.addAll(found.subList(0, Math.min(room, found.size())));
        }
        return new Comparison(same, differences, more);
    }

    private static Optional<FoundResult> find(Map<Place, FoundResult> results, Place place) {
        return Optional.ofNullable(results.get(place));
    }

    private static List<ResultDifference> between(
            Place place, Optional<FoundResult> before, Optional<FoundResult> after, int most) {
        if (before.isPresent() && after.isPresent()) {
            return before.get().sha256().equals(after.get().sha256())
                    ? List.of()
                    : new ResultWalk(place.step(), place.name(), most)
                            .between(
                                    ResultJson.tree(before.get().value()),
                                    ResultJson.tree(after.get().value()));
        }
        return List.of(new ResultDifference(
                place.step(),
                place.name(),
                "",
                before.isPresent() ? Change.REMOVED : Change.ADDED,
                before.map(FoundResult::value).map(ResultJson::tree),
                after.map(FoundResult::value).map(ResultJson::tree)));
    }

    private Map<Place, FoundResult> of(String run, Optional<String> step, Optional<String> name) {
        Map<Place, FoundResult> results = new LinkedHashMap<>();
        ResultFilter filter = ResultFilter.ofRun(run, step, name);
        Optional<ResultCursor> next = Optional.empty();
        long chars = 0;
        do {
            Page<FoundResult, ResultCursor> page = list(filter, next, MOST_RESULTS, "name step and name of others");
            for (FoundResult found : page.items()) {
                chars += found.value().length();
                results.put(new Place(found.step(), found.name()), found);
            }
            if (results.size() > MOST_RESULTS || chars > LARGEST) {
                throw Refusal.of(
                        ProblemCode.QUERY_PARAMETER_INVALID,
                        "The results of the run " + run
                                + " are too many or too large to be compared at once: name step,"
                                + " or step and name.");
            }
            next = page.next();
        } while (next.isPresent());
        if (results.isEmpty()) {
            throw Refusal.of(
                    ProblemCode.RESULT_NOT_FOUND,
                    "The run " + run + " has no such results: see GET /results?run=" + run
                            + " for those that it has, and whether its modules name results.");
        }
        return new TreeMap<>(results);
    }

    private record Place(String step, String name) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int steps = step.compareTo(other.step);
            return steps == 0 ? name.compareTo(other.name) : steps;
        }
    }
}
