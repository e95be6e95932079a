package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.run;
import static dev.forge.archive.records.Samples.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.archive.records.RetentionRules.Rule;
import dev.forge.contract.run.RunState;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ResultsIT {
    @RegisterExtension
    static final FreshArchive FRESH = new FreshArchive();

    private static final String DOCUMENT = """
            {"count": 3, "kind": "changed", "ok": true, "nothing": null, "0": "zero", "a/b": {"~": 1.10}, "big": 1e20,
             "days": [{"rain": 0.5, "at": "x"}, {"rain": 2, "at": "y"}, {"rain": "none"}, 7],
             "by": {"north": {"n": 1}, "south": {"n": 2}}, "deep": [[1, 2], [3]], "it's": "'; DROP TABLE results; --"}
            """;

    private final Results results = FRESH.archive().results();

    @BeforeEach
    void empty() throws SQLException {
        FRESH.archive().migrate();
        FRESH.execute("TRUNCATE runs, steps, attempts, tallies, results");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /count                  | /count=3
                    count                   | /count=3
                    /nothing                | /nothing=null
                    /0                      | /0="zero"
                    /a~1b/~0                | /a~1b/~0=1.10
                    /big                    | /big=100000000000000000000
                    /days/1/rain            | /days/1/rain=2
                    days.1.rain             | /days/1/rain=2
                    /days/*/rain            | /days/0/rain=0.5, /days/1/rain=2, /days/2/rain="none"
                    days.*.rain             | /days/0/rain=0.5, /days/1/rain=2, /days/2/rain="none"
                    /by/*/n                 | /by/north/n=1, /by/south/n=2
                    /deep/*/*               | /deep/0/0=1, /deep/0/1=2, /deep/1/0=3
                    /days/3/*               | ``
                    /days/9                 | ``
                    /days/x                 | ``
                    /count/deeper           | ``
                    /missing                | ``
                    /it's                   | /it's="'; DROP TABLE results; --"
                    /') OR true; --         | ``
                    /{count}                | ``
                    /:run                   | ``
                    /$.count                | ``
                    """)
    void aPathLeadsToTheValuesThatAreThere(String path, String found) throws Exception {
        keep("r", "a.json", DOCUMENT);

        assertThat(String.join(", ", found(filter(path)))).isEqualTo(found);
    }

    @Test
    void withoutAPathTheWholeResultIsListed() throws Exception {
        keep("r", "a.json", "[1.10, \"é\"]");

        FoundResult found =
                results.list(filter(""), Optional.empty(), 10).items().getFirst();

        assertThat(found.value()).isEqualTo("[1.10, \"é\"]");
        assertThat(found.bytes()).isEqualTo(12);
        assertThat(found.sha256()).hasSize(64);
        assertThat(List.of(found.run(), found.pipeline(), found.step(), found.name(), found.execution()))
                .containsExactly("r", "weather", "monthly", "a.json", "execution-1");
        assertThat(found.pipelineVersion()).contains(3);
        assertThat(found.state()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /count=3                | true
                    /count=3.0              | true
                    /count="3"              | false
                    /count!=3               | false
                    /count!="3"             | true
                    /count>2                | true
                    /count>3                | false
                    /count>=3               | true
                    /count<10               | true
                    /count<=2               | false
                    /count>"a"              | false
                    /kind="changed"         | true
                    /kind=changed           | true
                    /kind<d                 | true
                    /kind>3                 | false
                    /ok=true                | true
                    /ok                     | true
                    /nothing                | true
                    /nothing=null           | true
                    /missing                | false
                    /missing!=1             | false
                    /days/1/rain=2          | true
                    /days/*/rain=2          | true
                    /days/*/rain>2          | false
                    days.*.at=y             | true
                    /by/*/n>=2              | true
                    /0=zero                 | true
                    /it's='; DROP TABLE results; -- | true
                    /it's=' OR 1=1          | false
                    /count=3) OR (1=1       | false
                    @/count=3               | true
                    @/count=4               | false
                    """)
    void aConditionIsTrueOrNot(String condition, boolean isTrue) throws Exception {
        keep("r", "a.json", DOCUMENT);

        assertThat(found(filter("/count", condition))).hasSize(condition.startsWith("@") ? 0 : isTrue ? 1 : 0);
        assertThat(found(filter("", condition))).hasSize(isTrue ? 1 : 0);
    }

    @Test
    void aConditionOnTheListedValueChoosesAmongTheItems() throws Exception {
        keep("r", "a.json", DOCUMENT);

        assertThat(found(filter("/days/*", "@/rain>1"))).containsExactly("/days/1={\"at\": \"y\", \"rain\": 2}");
        assertThat(found(filter("/days/*/rain", "@<1"))).containsExactly("/days/0/rain=0.5");
        assertThat(found(filter("/days/*/rain", "@>0", "/count=3"))).hasSize(2);
        assertThat(found(filter("/days/*/rain", "@>0", "/count=4"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a~2", "/~", "a..b", "a b", "a[0]", "$.a[*]", "'", "\"", "/*/*/*/*", "/a\0", "a.b/c"})
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> ResultPath.of(path)).isInstanceOfSatisfying(UnreadablePath.class, e -> {
            assertThat(e.why()).isNotBlank();
            assertThat(e.fix()).isNotBlank();
        });
        assertThatThrownBy(() -> ResultPath.of("/" + "a".repeat(1000))).isInstanceOf(UnreadablePath.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a!3", "/a={\"b\": 1}", "/a=[]", "/a=\0", "a b=3", "/~2=1"})
    void whatIsNoConditionIsRefused(String condition) {
        assertThatThrownBy(() -> ResultCondition.of(condition)).isInstanceOf(UnreadablePath.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 200})
    void aListIsReadToItsEndInPagesOfAnySizeTheNewestFirst(int limit) throws Exception {
        keep("r1", "a.json", "{\"n\": [1, 2, 3]}");
        keep("r2", "a.json", "{\"n\": []}");
        keep("r3", "a.json", "{\"n\": [4, 5]}");
        keep("r4", "a.json", "{\"n\": 9}");

        List<String> all = new ArrayList<>();
        Optional<ResultCursor> next = Optional.empty();
        do {
            Page<FoundResult, ResultCursor> page = results.list(filter("/n/*"), next, limit);
            page.items().forEach(one -> all.add(one.run() + one.value()));
            next = page.next();
        } while (next.isPresent());

        assertThat(all).containsExactly("r34", "r35", "r11", "r12", "r13");
    }

    @Test
    void aPageOfLargeValuesEndsSooner() throws Exception {
        String large = '"' + "x".repeat(ResultValue.LARGEST - 2) + '"';
        for (int i = 0; i < 6; i++) {
            keep("r" + i, "a.json", large);
        }

        Page<FoundResult, ResultCursor> page = results.list(filter(""), Optional.empty(), 200);

        assertThat(page.items()).hasSize(4);
        assertThat(results.list(filter(""), page.next(), 200).items()).hasSize(2);
    }

    @Test
    void allFiltersAreTrueAtOnce() throws Exception {
        keep("r1", "a.json", "1");
        keep("r2", "b.json", "2");
        FRESH.archive().runs().record(run("r1").in(RunState.FAILED).record());

        assertThat(values(all(Optional.of("weather"), Optional.empty(), Set.of())))
                .containsExactly("2", "1");
        assertThat(values(all(Optional.of("other"), Optional.empty(), Set.of())))
                .isEmpty();
        assertThat(values(all(Optional.empty(), Optional.of("r2"), Set.of()))).containsExactly("2");
        assertThat(values(all(Optional.empty(), Optional.empty(), Set.of(RunState.FAILED))))
                .containsExactly("1");
        assertThat(values(all(Optional.empty(), Optional.empty(), Set.of(RunState.SUCCEEDED))))
                .isEmpty();
        assertThat(values(ResultFilter.ofRun("r2", Optional.of("monthly"), Optional.of("b.json"))))
                .containsExactly("2");
        assertThat(values(ResultFilter.ofRun("r2", Optional.of("chart"), Optional.empty())))
                .isEmpty();
        assertThat(values(between(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600))))
                .hasSize(2);
        assertThat(values(between(Instant.now().plusSeconds(600), Instant.now().plusSeconds(900))))
                .isEmpty();
        assertThat(values(between(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)))).isEmpty();
    }

    @Test
    void keepingTwiceIsOnceAndALaterAttemptTakesThePlaceOfAnEarlierOne() throws Exception {
        results.keep("r", "monthly", List.of(result("r", 1, "a.json", "1"), result("r", 1, "b.json", "2")));
        results.keep("r", "monthly", List.of(result("r", 1, "a.json", "1"), result("r", 1, "b.json", "2")));
        assertThat(found(filter(""))).hasSize(2);

        results.keep("r", "monthly", List.of(result("r", 2, "b.json", "3"), result("r", 2, "c.json", "4")));

        assertThat(values(filter(""))).containsExactlyInAnyOrder("3", "4");
    }

    @Test
    void aRunThatEndsWithoutAStepsSuccessLosesWhatAnEarlierExecutionOfItHasLeft() throws Exception {
        keep("r", "a.json", "1");
        Samples continued = run("r");

        FRESH.archive().runs().record(continued.with(step("monthly")).record());
        assertThat(values(filter(""))).containsExactly("1");

        FRESH.execute("UPDATE steps SET state = 'FAILED'");
        RunRecord last = FRESH.archive().runs().find("r").orElseThrow();
        FRESH.archive()
                .runs()
                .record(new RunRecord(
                        last.report(),
                        new RunRecord.Execution(
                                "execution-2", last.execution().startedAt().plusSeconds(9)),
                        1,
                        last.origin()));
        assertThat(found(filter(""))).isEmpty();
    }

    @Test
    void resultsGoWithTheirRun() throws Exception {
        keep("old", "a.json", "1");
        keep("open", "a.json", "2");
        FRESH.archive().runs().record(run("old").record());

        FRESH.archive()
                .retention()
                .apply(
                        new RetentionRules(new Rule(Optional.of(Duration.ofDays(1)), Optional.empty()), Map.of()),
                        Samples.NOON.plus(Duration.ofDays(2)),
                        () -> {});

        assertThat(values(filter(""))).containsExactly("2");
    }

    @Test
    void aFieldThatEqualsAValueIsFoundAmongMany() throws Exception {
        FRESH.execute("""
                INSERT INTO results (run_id, step, name, execution, attempt, pipeline, value, bytes, sha256, kept_at)
                SELECT 'r' || n, 's', 'n', 'e', 1, 'weather', jsonb_build_object('kind', 'k' || n), 1, '', now()
                FROM generate_series(1, 20000) AS n
                """);
        FRESH.execute("ANALYZE results");

        assertThat(found(filter("/kind", "/kind=k777"))).containsExactly("/kind=\"k777\"");
    }

    private void keep(String run, String name, String json) throws UnfitResult {
        results.keep(run, "monthly", List.of(result(run, 1, name, json)));
    }

    private static KeptResult result(String run, int attempt, String name, String json) throws UnfitResult {
        return new KeptResult(
                run,
                "monthly",
                name,
                "execution-1",
                attempt,
                "weather",
                Optional.of(3),
                ResultValue.of(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static ResultFilter filter(String path, String... conditions) throws UnreadablePath {
        List<ResultCondition> parsed = new ArrayList<>();
        for (String condition : conditions) {
            parsed.add(ResultCondition.of(condition));
        }
        return new ResultFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                ResultPath.of(path),
                parsed);
    }

    private static ResultFilter all(Optional<String> pipeline, Optional<String> run, Set<RunState> states) {
        return new ResultFilter(
                pipeline,
                run,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                states,
                ResultPath.WHOLE,
                List.of());
    }

    private static ResultFilter between(Instant since, Instant until) {
        return new ResultFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(since),
                Optional.of(until),
                Set.of(),
                ResultPath.WHOLE,
                List.of());
    }

    private List<String> values(ResultFilter filter) {
        return results.list(filter, Optional.empty(), 200).items().stream()
                .map(FoundResult::value)
                .toList();
    }

    private List<String> found(ResultFilter filter) {
        return results.list(filter, Optional.empty(), 200).items().stream()
                .map(one -> filter.path().pointer(one.items()) + "=" + one.value())
                .toList();
    }
}
