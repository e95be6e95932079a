package dev.forge.archive.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The SQL that lists what a {@link RunFilter} asks for of the runs that have ended, the last first. It reads on from a place
 * and never counts.
 */
final class RunQuery {
    private static final String SELECT = """
            SELECT id, key, execution, pipeline, pipeline_version, state, reason, waiting, started_at, ended_at,
                   failure, scheduled_by, labels, closed_at
            FROM runs
            """;

    /** That of an index: of those that ended at once by the bytes of their ids, as others can compare them too. */
    private static final String ORDER = "ORDER BY closed_at DESC, id COLLATE \"C\" DESC LIMIT :limit";

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<String> states;

    RunQuery(RunFilter filter, Optional<EndedCursor> after) {
        conditions.add("closed_at IS NOT NULL");
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
        after.ifPresent(this::behind);
    }

    private void behind(EndedCursor place) {
        values.put("lastTime", place.closedAt());
        place.id().ifPresent(id -> values.put("lastId", id));
        conditions.add(
                place.id().isPresent()
                        ? "(closed_at, id COLLATE \"C\") < (:lastTime, :lastId)"
                        : "closed_at <= :lastTime");
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
                .collect(Collectors.joining(" UNION ALL ", "SELECT * FROM (", ") AS found " + ORDER));
    }

    private List<String> with(String condition) {
        return Stream.concat(Stream.of(condition), conditions.stream()).toList();
    }

    private String first(List<String> conditions) {
        return SELECT + "WHERE " + String.join(" AND ", conditions) + " " + ORDER;
    }
}
