package dev.forge.starter.run;

import dev.forge.archive.records.RunFilter;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.RunAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Temporal's visibility is asked. It finds all that is wanted and may find more: it knows neither labels nor text, and
 * its times are cut differently by each store. So it is asked a little too much, and {@link RunSieve} and whoever
 * reads on look closely.
 */
record VisibilityQuery(String text) {
    // A row that continued as new is the same run as a later row.
    private static final String ALL =
            "WorkflowType = '" + PipelineWorkflow.TYPE + "' AND ExecutionStatus != 'ContinuedAsNew'";

    private static final String IS_OPEN = "CloseTime IS NULL";
    private static final String STATUS = RunAttributes.STATUS.getName();
    private static final Duration MARGIN = Duration.ofMillis(2);

    /** Open runs, all of them. */
    static VisibilityQuery open() {
        return new VisibilityQuery(ALL).and(IS_OPEN);
    }

    /** Open runs, which come the newest first. */
    static VisibilityQuery open(RunFilter filter) {
        return of(filter, state -> !state.ended()).and(IS_OPEN);
    }

    /** Ended runs, which come the last to end first. */
    static VisibilityQuery ended(RunFilter filter) {
        return of(filter, RunState::ended).and("CloseTime IS NOT NULL");
    }

    /** Every execution of some runs. */
    static VisibilityQuery executionsOf(Collection<String> runIds) {
        String ids = runIds.stream().map(VisibilityQuery::quoted).collect(Collectors.joining(", "));
        return new VisibilityQuery(ALL).and("WorkflowId IN (" + ids + ")");
    }

    VisibilityQuery startedUntil(Instant at) {
        return and("StartTime <= " + quoted(at.plus(MARGIN)));
    }

    VisibilityQuery endedUntil(Instant at) {
        return and("CloseTime <= " + quoted(at.plus(MARGIN)));
    }

    VisibilityQuery endedFrom(Instant at) {
        return and("CloseTime >= " + quoted(at.minus(MARGIN)));
    }

    private static VisibilityQuery of(RunFilter filter, Predicate<RunState> section) {
        List<String> states = filter.states().stream()
                .filter(section)
                .sorted()
                .map(VisibilityQuery::condition)
                .toList();
        Stream<String> conditions = Stream.of(
                        states.isEmpty() ? Stream.<String>empty() : Stream.of("(" + String.join(" OR ", states) + ")"),
                        filter.pipeline().stream().map(name -> RunAttributes.PIPELINE.getName() + " = " + quoted(name)),
                        filter.idPrefix().stream().map(prefix -> "WorkflowId STARTS_WITH " + quoted(prefix)),
                        filter.startedFrom().stream().map(at -> "StartTime >= " + quoted(at.minus(MARGIN))),
                        filter.startedBefore().stream().map(at -> "StartTime < " + quoted(at.plus(MARGIN))))
                .flatMap(some -> some);
        return new VisibilityQuery(Stream.concat(Stream.of(ALL), conditions).collect(Collectors.joining(" AND ")));
    }

    private VisibilityQuery and(String condition) {
        return new VisibilityQuery(text + " AND " + condition);
    }

    /** The inverse of {@link RunStates}. */
    private static String condition(RunState state) {
        return switch (state) {
            case SUCCEEDED -> "ExecutionStatus = 'Completed'";
            case FAILED -> "ExecutionStatus IN ('Failed', 'Terminated', 'TimedOut')";
            case CANCELED -> "ExecutionStatus = 'Canceled'";
            case QUEUED -> "(" + STATUS + " = 'QUEUED' OR " + STATUS + " IS NULL)";
            // Also what says something that this release does not know.
            case RUNNING -> STATUS + " NOT IN ('QUEUED', 'PAUSED', 'HELD', 'CANCELING')";
            case PAUSED, HELD, CANCELING -> STATUS + " = " + quoted(state.name());
        };
    }

    private static String quoted(Instant at) {
        return "'" + at + "'";
    }

    /** No name has a NUL, which Temporal's own databases cannot keep. */
    private static String quoted(String text) {
        String readable = text.replace("\0", "\uFFFD");
        return "'" + readable.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
