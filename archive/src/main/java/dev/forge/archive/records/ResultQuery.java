package dev.forge.archive.records;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.forge.archive.records.ResultCondition.Comparison;
import dev.forge.archive.records.ResultCondition.On;
import dev.forge.archive.records.ResultCondition.Test;
import dev.forge.contract.run.RunState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;

/** The SQL that lists what a {@link ResultFilter} asks for, the newest first. It reads on from a place and never counts. */
final class ResultQuery {
    private static final String SELECT = """
            SELECT r.run_id, runs.state, r.pipeline, r.pipeline_version, r.step, r.name, r.execution, r.attempt, r.kept_at,
                   r.bytes, r.sha256, r.place,\s""";

    /** What is asked for after the end that a run's row tells of is a later execution's, which has not ended. */
    private static final String FROM =
            " FROM results r LEFT JOIN runs ON runs.id = r.run_id AND runs.ended_at >= r.asked_at CROSS JOIN ";

    /** What is read of a page before it is known to be enough; each may have {@link #LARGEST_READ}. */
    private static final int FETCHED = 5;

    /** In bytes, written out: more than what {@link ResultText} lets through takes, with all its spaces. */
    private static final int LARGEST_READ = 4 * 1024 * 1024;

    /** In bytes of its file: what is written out of a smaller one needs not be measured. */
    private static final int SMALL = 4096;

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, List<String>> arrays = new LinkedHashMap<>();
    private final PathWalk listed;

    ResultQuery(ResultFilter filter, Optional<ResultCursor> after) {
        listed = new PathWalk("listed", filter.path(), "r.value");
        arrays.putAll(listed.keys());
        conditions.add(listed.value() + " IS NOT NULL");
        filter.pipeline().ifPresent(name -> where("r.pipeline = :pipeline", "pipeline", Json.text(name)));
        filter.run().ifPresent(id -> where("r.run_id = :run", "run", Json.text(id)));
        filter.step().ifPresent(step -> where("r.step = :step", "step", Json.text(step)));
        filter.name().ifPresent(name -> where("r.name = :name", "name", Json.text(name)));
        filter.since().ifPresent(at -> where("r.kept_at >= :since", "since", at));
        filter.until().ifPresent(at -> where("r.kept_at < :until", "until", at));
        if (!filter.states().isEmpty()) {
            conditions.add("runs.state = ANY(CAST(:states AS text[]))");
            arrays.put(
                    "states", filter.states().stream().map(Enum::name).sorted().toList());
        }
        for (int i = 0; i < filter.conditions().size(); i++) {
            add("where" + i + "_", filter.conditions().get(i));
        }
        after.ifPresent(this::behind);
    }

    private void behind(ResultCursor place) {
        values.put("lastTime", place.keptAt());
        values.put("lastPlace", place.place());
        // For the index; the next one says it exactly.
        conditions.add("(r.kept_at, r.place) <= (:lastTime, :lastPlace)");
        conditions.add("((r.kept_at, r.place) < (:lastTime, :lastPlace) OR " + listed.ordinals()
                + " > CAST(:lastOrdinals AS bigint[]))");
        arrays.put(
                "lastOrdinals", place.ordinals().stream().map(String::valueOf).toList());
    }

    private void add(String name, ResultCondition condition) {
        PathWalk walk = new PathWalk(name, condition.path(), condition.on() == On.RESULT ? "r.value" : listed.value());
        arrays.putAll(walk.keys());
        String test =
                condition.test().map(it -> compared(name, walk.value(), it)).orElse(walk.value() + " IS NOT NULL");
        conditions.add("EXISTS (SELECT 1 FROM " + walk.joins() + " WHERE " + test + ")");
        condition
                .test()
                .flatMap(it -> contained(condition, it))
                .ifPresent(part -> where("r.value @> CAST(:" + name + "part AS jsonb)", name + "part", part));
    }

    /** Values of different kinds are neither less nor more than each other; they are not equal. */
    private String compared(String name, String value, Test test) {
        values.put(name + "value", test.json());
        String other = "CAST(:" + name + "value AS jsonb)";
        String comparison = value + " " + test.comparison().operator() + " " + other;
        return test.comparison() == Comparison.OTHER
                ? comparison
                : "jsonb_typeof(" + value + ") = jsonb_typeof(" + other + ") AND " + comparison;
    }

    /**
     * What a result must contain if a field of it equals a value, for the index. A number in the path may be a place in a list
     * or a key of an object, which contain it in different ways.
     */
    private static Optional<String> contained(ResultCondition condition, Test test) {
        List<String> keys = condition.path().parts().getFirst();
        boolean told = test.comparison() == Comparison.EQUAL
                && condition.on() == On.RESULT
                && condition.path().isSingle()
                && !keys.isEmpty()
                && keys.stream().noneMatch(key -> key.matches("-?\\d+"));
        if (!told) {
            return Optional.empty();
        }
        // Composed as a text: read as numbers, its digits would be a double's.
        String part = test.json();
        for (String key : keys.reversed()) {
            part = "{" + TextNode.valueOf(key) + ": " + part + "}";
        }
        return Optional.of(part);
    }

    private void where(String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
    }

    /** Read as far as somebody iterates, within a transaction. */
    ResultIterable<FoundResult> rows(Handle handle, int limit) {
        Query query =
                handle.createQuery(sql()).bindMap(values).bind("limit", limit).setFetchSize(FETCHED);
        arrays.forEach((name, texts) -> query.bindArray(name, String.class, texts));
        return query.map((columns, context) -> found(new Row(columns)));
    }

    private String sql() {
        return SELECT + listed.items() + " AS items, " + listed.ordinals() + " AS ordinals, " + found() + FROM
                + listed.joins() + " WHERE " + String.join(" AND ", conditions)
                + " ORDER BY r.kept_at DESC, r.place DESC, " + listed.ordinals() + " LIMIT :limit";
    }

    /** Of what an earlier release has kept, a value may take any amount of memory. */
    private String found() {
        String value = listed.value();
        return "CASE WHEN r.bytes <= " + SMALL + " OR octet_length(CAST(" + value + " AS text)) <= " + LARGEST_READ
                + " THEN " + value + " END AS found";
    }

    private static FoundResult found(Row row) throws SQLException {
        List<Long> ordinals = Arrays.asList(row.array("ordinals", Long[].class));
        Optional<String> value = row.textIfAny("found");
        if (value.isEmpty()) {
            throw ResultTooLarge.of(row);
        }
        return new FoundResult(
                row.text("run_id"),
                row.textIfAny("state").map(RunState::valueOf),
                row.text("pipeline"),
                row.numberIfAny("pipeline_version"),
                row.text("step"),
                row.text("name"),
                row.text("execution"),
                row.number("attempt"),
                row.time("kept_at"),
                row.number("bytes"),
                row.text("sha256"),
                Arrays.asList(row.array("items", String[].class)),
                value.get(),
                new ResultCursor(row.time("kept_at"), row.count("place"), ordinals));
    }
}
