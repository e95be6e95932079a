package dev.forge.starter.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.ByteString;
import dev.forge.archive.records.EndedCursor;
import dev.forge.archive.records.RunFilter;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where the list of runs goes on. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "in")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunPlace.Open.class, name = "open"),
    @JsonSubTypes.Type(value = RunPlace.Ended.class, name = "ended")
})
sealed interface RunPlace {
    /** What visibility may lag behind, and its clock behind ours. */
    Duration LAG = Duration.ofSeconds(2);

    /** Since when a list takes what ends as open, where it begins now. */
    static Instant since(Instant now) {
        return now.minus(LAG).truncatedTo(ChronoUnit.MICROS);
    }

    /** The moment at which a list began. */
    static Instant began(Instant since) {
        return since.plus(LAG);
    }

    /**
     * Among the runs that were open when the list began.
     *
     * @param since when it began: what ends later has its place here, whatever its state is by the time that it is told
     * @param startedAt whoever started later has been told
     * @param told those who started just then and have been told
     */
    record Open(Instant since, Instant startedAt, Set<String> told) implements RunPlace {
        public Open {
            told = Set.copyOf(told);
        }

        /** Behind the last of these, of which none is behind that. */
        static Open behind(List<RunSummary> runs, Instant since, Optional<Open> before) {
            Instant last = runs.getLast().startedAt();
            Stream<String> already = before.filter(place -> place.startedAt().equals(last)).stream()
                    .flatMap(place -> place.told().stream());
            Stream<String> now =
                    runs.stream().filter(run -> run.startedAt().equals(last)).map(RunSummary::id);
            return new Open(since, last, Set.copyOf(Stream.concat(already, now).toList()));
        }

        boolean isBefore(RunSummary run) {
            return run.startedAt().isBefore(startedAt)
                    || (run.startedAt().equals(startedAt) && !told.contains(run.id()));
        }
    }

    /**
     * Among the runs that have ended.
     *
     * @param since as in {@link Open}; empty where no open run can have been told by an earlier answer
     * @param behind empty at the beginning
     */
    record Ended(Optional<Instant> since, Optional<EndedCursor> behind) implements RunPlace {
        Ended at(EndedCursor other) {
            return new Ended(since, Optional.of(other));
        }

        boolean isBefore(RunSummary run) {
            return behind.map(place -> isBehind(run, place)).orElse(true);
        }

        static boolean isBehind(RunSummary run, EndedCursor place) {
            int order = run.closedAt().compareTo(place.closedAt());
            return order < 0
                    || (order == 0
                            && place.id()
                                    .map(id -> EndedOrder.ids(run.id(), id) < 0)
                                    .orElse(true));
        }
    }

    default String cursor(RunFilter filter) {
        return Cursor.of(ByteString.copyFromUtf8(json(this)), list(filter));
    }

    /** The place of a cursor; empty where the text is none, or one of another filter. */
    static Optional<RunPlace> read(String cursor, RunFilter filter) {
        return Cursor.read(cursor, list(filter)).map(RunPlace::parsed);
    }

    private static RunPlace parsed(ByteString json) {
        try {
            return HistoryFormat.mapper().readValue(json.toByteArray(), RunPlace.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the list that a filter makes: the same for the same filter, in whatever order it came. */
    private static String list(RunFilter filter) {
        return "runs "
                + json(List.of(
                        filter.states().stream().sorted().toList(),
                        filter.pipeline(),
                        new TreeMap<>(filter.labels()),
                        filter.startedFrom(),
                        filter.startedBefore(),
                        filter.atLeast(),
                        filter.atMost(),
                        filter.text()));
    }

    private static String json(Object value) {
        try {
            return HistoryFormat.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
