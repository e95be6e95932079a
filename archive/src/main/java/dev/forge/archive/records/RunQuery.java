package dev.forge.archive.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The SQL that lists what a {@link RunFilter} asks for. It reads on from a place and never counts. */
final class RunQuery {
    private static final String SELECT = """
            SELECT id, key, execution, pipeline, pipeline_version, state, reason, waiting, started_at, ended_at,
                   failure, scheduled_by, labels, closed_at
            FROM runs
            """;

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<String> states;
    private final RunOrder order;

    private RunQuery(RunFilter filter, RunOrder order) {
        this.order = order;
        states = filter.states().stream().map(Enum::name).sorted().toList();
        states.forEach(state -> values.put(state, state));
        filter.pipeline().ifPresent(name -> where("pipeline = :pipeline", "pipeline", Json.text(name)));
        if (!filter.labels().isEmpty()) {
            where("labels @> CAST(:labels AS jsonb)", "labels", Json.write(filter.labels()));
        }
        filter.startedFrom().ifPresent(at -> where("started_at >= :from", "from", at));
        filter.startedBefore().ifPresent(at -> where("started_at < :before", "before", at));
        filter.atLeast().ifPresent(time -> where("duration_ms >= :atLeast", "atLeast", time.toMillis()));
        filter.atMost().ifPresent(time -> where("duration_ms <= :atMost", "atMost", time.toMillis()));
        filter.idPrefix().ifPresent(prefix -> where("id LIKE :idPrefix", "idPrefix", literal(prefix) + "%"));
        filter.text().ifPresent(text -> where("searched ILIKE :text", "text", "%" + literal(text) + "%"));
    }

    static RunQuery newest(RunFilter filter, Optional<RunCursor> after) {
        RunQuery query = new RunQuery(filter, RunOrder.NEWEST_FIRST);
        after.ifPresent(place -> query.behind(place.startedAt(), place.id()));
        return query;
    }

    static RunQuery lastEnded(RunFilter filter, Optional<EndedCursor> after) {
        RunQuery query = new RunQuery(filter, RunOrder.LAST_ENDED_FIRST);
        query.conditions.add("closed_at IS NOT NULL");
        after.ifPresent(place -> place.id()
                .ifPresentOrElse(
                        id -> query.behind(place.closedAt(), id),
                        () -> query.where("closed_at <= :lastTime", "lastTime", place.closedAt())));
        return query;
    }

    private void behind(Instant time, String id) {
        where(order.behind(), "lastTime", time);
        values.put("lastId", id);
    }

    private void where(String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
    }

    /** The text itself, whatever of it means something to LIKE. */
    private static String literal(String text) {
        return Json.text(text).replaceAll("([\\\\%_])", "\\\\$1");
    }

    List<RunSummary> rows(Handle handle, int limit) {
        return handle.createQuery(sql())
                .bindMap(values)
                .bind("limit", limit)
                .map((columns, context) -> RunRows.summary(new Row(columns)))
                .list();
    }

    /** Each state for itself: PostgreSQL reads several out of one index, but then not in their order. */
    private String sql() {
        if (states.isEmpty()) {
            return first(conditions);
        }
        return states.stream()
                .map(state -> "(" + first(with("state = :" + state)) + ")")
                .collect(Collectors.joining(" UNION ALL ", "SELECT * FROM (", ") AS found " + order.clause()));
    }

    private List<String> with(String condition) {
        return Stream.concat(Stream.of(condition), conditions.stream()).toList();
    }

    private String first(List<String> conditions) {
        String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions) + " ";
        return SELECT + where + order.clause();
    }
}
