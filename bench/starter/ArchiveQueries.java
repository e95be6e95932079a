import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.archive.records.EndedCursor;
import dev.forge.archive.records.RunFilter;
import dev.forge.contract.run.RunState;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What the command line and a console ask of an archive with a million runs: how long each takes, through the pool. */
final class ArchiveQueries {
    private static final int TIMES = 200;
    private static final int PAGE = 50;
    private static final String USER = "postgres";
    private static final double AIM = 50;

    private final int runs;
    private final Random random = new Random(20261129);

    ArchiveQueries(int runs) {
        this.runs = runs;
    }

    private interface Query {
        Object ask();
    }

    void measure() throws Exception {
        try (EmbeddedPostgres postgres =
                        EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(1)).start();
                Archive archive = Archive.open(new ArchiveSettings(
                        postgres.getJdbcUrl(USER, "postgres"), USER, "bench", ArchiveSettings.DEFAULT_POOL_SIZE))) {
            archive.migrate();
            long from = System.nanoTime();
            fill(postgres.getJdbcUrl(USER, "postgres"));
            Figures.say("%n%d runs of 1,000 pipelines over a year, one in ten FAILED, made in %.0f s",
                    runs, (System.nanoTime() - from) / 1e9);
            Figures.say("                                              p50 ms   p99 ms   (aim: p99 of %.0f)", AIM);
            queries(archive).forEach(this::measure);
        }
    }

    private void measure(String what, Query query) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            long from = System.nanoTime();
            query.ask();
            millis.add((System.nanoTime() - from) / 1e6);
        }
        double p99 = Figures.percentile(millis, 99);
        Figures.say("  %-42s %8.1f %8.1f   %s", what, Figures.percentile(millis, 50), p99, p99 <= AIM ? "" : "missed");
    }

    private Map<String, Query> queries(Archive archive) {
        Instant now = Instant.now();
        RunFilter all = RunFilter.all();
        Map<String, Query> queries = new LinkedHashMap<>();
        queries.put("one run, with its steps", () -> archive.runs().find("run-" + random.nextInt(runs)).orElseThrow());
        queries.put("the last to end", () -> list(archive, all));
        queries.put("a page deep down", () -> archive.runs().listEnded(all, deep(now), PAGE));
        queries.put("the last to end of a pipeline", () -> list(archive, all.of(pipeline())));
        queries.put("the last that FAILED", () -> list(archive, all.in(RunState.FAILED)));
        queries.put("of a pipeline, FAILED or CANCELED", () ->
                list(archive, all.of(pipeline()).in(RunState.FAILED, RunState.CANCELED)));
        queries.put("with a label", () -> list(archive, all.labelled("customer", "c" + random.nextInt(5_000))));
        queries.put("with a text in id or label", () -> list(archive, all.containing("un-" + random.nextInt(runs))));
        queries.put("with a short text, which many have", () -> list(archive, all.containing("un-" + random.nextInt(1_000))));
        queries.put("of one day that took an hour and longer", () -> {
            Instant day = now.minus(random.nextInt(360) + 1, ChronoUnit.DAYS);
            return list(archive, all.startedFrom(day).startedBefore(day.plus(1, ChronoUnit.DAYS)).atLeast(Duration.ofHours(1)));
        });
        queries.put("statistics since a month ago, by pipeline", () ->
                archive.runs().statsByPipeline(now.minus(30, ChronoUnit.DAYS)));
        return queries;
    }

    private String pipeline() {
        return "pipeline-" + random.nextInt(1_000);
    }

    private Optional<EndedCursor> deep(Instant now) {
        return Optional.of(new EndedCursor(now.minus(random.nextInt(360), ChronoUnit.DAYS), Optional.empty()));
    }

    private static Object list(Archive archive, RunFilter filter) {
        return archive.runs().listEnded(filter, Optional.empty(), PAGE);
    }

    /** By PostgreSQL itself, as what the worker writes would be; three steps a run, an attempt each. */
    private void fill(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO runs (id, key, execution, execution_started_at, revision, pipeline, state, started_at,
                                      ended_at, labels, parameters, searched)
                    SELECT 'run-' || i, 'run-' || i, 'e-' || i, started, 9, 'pipeline-' || (i % 1000),
                           CASE i % 20 WHEN 0 THEN 'FAILED' WHEN 1 THEN 'FAILED' WHEN 2 THEN 'CANCELED' ELSE 'SUCCEEDED' END,
                           started, started + make_interval(secs => (hashint4(i) & 8191)),
                           jsonb_build_object('customer', 'c' || (i % 5000), 'team', 't' || (i % 20)), '{}',
                           'run-' || i || E'\\nc' || (i % 5000) || E'\\nt' || (i % 20)
                    FROM (SELECT i, now() - make_interval(secs => i * (365.0 * 86400 / RUNS)) AS started
                          FROM generate_series(0, RUNS - 1) AS i) AS made
                    """.replace("RUNS", Integer.toString(runs)));
            statement.execute("""
                    INSERT INTO steps (run_id, position, name, kind, image, state, retries, retry_limit, disruptions,
                                       disruption_limit, output)
                    SELECT 'run-' || i, step, 'step-' || step, 'MODULE', 'registry.example/module:1', 'SUCCEEDED', 0, 2, 0, 5, ''
                    FROM generate_series(0, RUNS - 1) AS i, generate_series(0, 2) AS step
                    """.replace("RUNS", Integer.toString(runs)));
            statement.execute("""
                    INSERT INTO attempts (run_id, step, position, number, name, counts, launched_at, started_at, ended_at)
                    SELECT id, step, 0, 1, id || '-' || step,
                           CASE WHEN hashtext(id) % 10 = 0 THEN 'RETRY' ELSE 'FIRST' END, started_at, started_at, ended_at
                    FROM runs, generate_series(0, 2) AS step
                    """);
            statement.execute("""
                    INSERT INTO tallies (day, pipeline, succeeded, failed, retried)
                    SELECT CAST(closed_at AT TIME ZONE 'UTC' AS date), pipeline,
                           count(*) FILTER (WHERE state = 'SUCCEEDED'), count(*) FILTER (WHERE state = 'FAILED'), 0
                    FROM runs GROUP BY 1, 2
                    """);
            statement.execute("ANALYZE");
        }
    }
}
