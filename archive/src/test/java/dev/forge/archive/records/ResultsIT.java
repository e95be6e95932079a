package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.run;
import static dev.forge.archive.records.Samples.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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

    /** After the samples' runs have ended. */
    private static final Instant LATE = Samples.NOON.plus(Duration.ofHours(1));

    private static final Instant LATER = LATE.plusSeconds(1);

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
                    /kind!="=d"             | true
                    /kind=""                | false
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
    @ValueSource(
            strings = {
                "/a!3",
                "/a=1e401",
                "/a<1e99999999999",
                "/a={\"b\": 1}",
                "/a=[]",
                "/a=\0",
                "a b=3",
                "/~2=1",
                "/a == 2",
                "/a==true",
                "/a>>2",
                "/a=>2",
                "/a=",
                "@>",
                ">1",
                " = 1",
                "",
                " "
            })
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
        assertThat(results.keep(LATE, List.of(result("r", 1, "a.json", "1"), result("r", 1, "b.json", "2"))))
                .isTrue();
        assertThat(results.keep(LATE, List.of(result("r", 1, "a.json", "1"), result("r", 1, "b.json", "2"))))
                .isTrue();
        assertThat(found(filter(""))).hasSize(2);

        assertThat(results.keep(LATER, List.of(result("r", 2, "b.json", "3"), result("r", 2, "c.json", "4"))))
                .isTrue();

        assertThat(values(filter(""))).containsExactlyInAnyOrder("3", "4");
    }

    @Test
    void whatWasKeptOfAnAttemptFirstStaysWhoeverReadsItsFilesOnceMore() throws Exception {
        results.keep(LATE, List.of(result("r", 1, "a.json", "1")));

        assertThat(results.keep(LATER, List.of(result("r", 1, "a.json", "\"changed by the next step\""))))
                .isTrue();
        assertThat(results.keep(LATE.minusSeconds(9), List.of(result("r", 1, "a.json", "\"stalled\""))))
                .isTrue();

        assertThat(values(filter(""))).containsExactly("1");
    }

    @Test
    void anEarlierAttemptThatComesLateNeitherReplacesNorDeletes() throws Exception {
        results.keep(LATER, List.of(result("r", 2, "a.json", "2")));
        assertThat(results.keep(LATE, List.of(result("r", 1, "a.json", "1"), result("r", 1, "b.json", "1"))))
                .isFalse();
        assertThat(results.keep(LATE, List.of(of("execution-0", result("r", 3, "b.json", "1")))))
                .isFalse();

        assertThat(values(filter(""))).containsExactly("2");
    }

    @Test
    void theExecutionAfterAResetTakesThePlaceOfAHigherAttempt() throws Exception {
        results.keep(LATE, List.of(result("r", 3, "a.json", "1")));

        assertThat(results.keep(LATER, List.of(of("execution-2", result("r", 2, "a.json", "2")))))
                .isTrue();

        assertThat(values(filter(""))).containsExactly("2");
    }

    @Test
    void whoWasAskedBeforeTheRunsEndKeepsNothingAfterIt() throws Exception {
        FRESH.archive().runs().record(run("r").in(RunState.CANCELED).record());
        Instant ended = Samples.NOON.plus(Duration.ofMinutes(1));

        assertThat(results.keep(ended.minusMillis(1), List.of(result("r", 1, "a.json", "1"))))
                .isFalse();
        assertThat(found(filter(""))).isEmpty();

        assertThat(results.keep(ended.plusMillis(1), List.of(of("execution-2", result("r", 2, "a.json", "2")))))
                .isTrue();
        assertThat(values(filter(""))).containsExactly("2");
    }

    @Test
    void aRunThatEndsWithoutAStepsSuccessLosesWhatAnEarlierExecutionOfItHasLeft() throws Exception {
        Samples whole = run("r");
        Instant ended = Samples.NOON.plus(Duration.ofMinutes(1));
        keep("r", "a.json", "1");

        FRESH.archive().runs().record(whole.with(step("monthly")).record());
        assertThat(values(filter(""))).containsExactly("1");

        FRESH.archive().runs().record(failed("execution-2", ended.plusSeconds(9)));
        assertThat(found(filter(""))).isEmpty();
    }

    @Test
    void aRebuildOfAnEarlierExecutionLeavesTheResultsOfALaterOne() throws Exception {
        RunRecord earlier = failed("execution-1", Samples.NOON);
        Instant ended = earlier.report().endedAt().orElseThrow();
        results.keep(ended.plusSeconds(5), List.of(of("execution-2", result("r", 2, "a.json", "2"))));

        assertThat(FRESH.archive().runs().record(earlier)).isTrue();

        assertThat(values(filter(""))).containsExactly("2");
    }

    private static RunRecord failed(String execution, Instant started) {
        RunRecord record = run("r").in(RunState.FAILED)
                .startedAt(started)
                .with(Samples.failed("monthly"))
                .record();
        return new RunRecord(record.report(), new RunRecord.Execution(execution, started), 1, record.origin());
    }

    @Test
    void resultsGoWithTheirRun() throws Exception {
        keep("old", "a.json", "1");
        keep("open", "a.json", "2");
        FRESH.archive().runs().record(run("old").record());
        results.keep(LATE, List.of(ofStep("continued", of("execution-2", result("old", 2, "a.json", "3")))));

        FRESH.archive()
                .retention()
                .apply(
                        new RetentionRules(new Rule(Optional.of(Duration.ofDays(1)), Optional.empty()), Map.of()),
                        Samples.NOON.plus(Duration.ofDays(2)),
                        () -> {});

        assertThat(values(filter(""))).containsExactly("3", "2");
    }

    @Test
    void whatIsKeptAfterARunsEndIsOfARunThatGoesOn() throws Exception {
        keep("r", "a.json", "1");
        FRESH.archive()
                .runs()
                .record(run("r").in(RunState.FAILED).with(step("monthly")).record());
        results.keep(LATE, List.of(ofStep("chart", of("execution-2", result("r", 2, "a.json", "2")))));

        assertThat(results.list(filter(""), Optional.empty(), 10).items())
                .extracting(FoundResult::value, FoundResult::state)
                .containsExactly(tuple("2", Optional.empty()), tuple("1", Optional.of(RunState.FAILED)));
        assertThat(values(all(Optional.empty(), Optional.empty(), Set.of(RunState.FAILED))))
                .containsExactly("1");
    }

    @Test
    void aFieldThatEqualsAValueIsFoundAmongMany() throws Exception {
        FRESH.execute("""
                INSERT INTO results (run_id, step, name, execution, attempt, pipeline, value, bytes, sha256, asked_at, kept_at)
                SELECT 'r' || n, 's', 'n', 'e', 1, 'weather', jsonb_build_object('kind', 'k' || n), 1, '', now(), now()
                FROM generate_series(1, 20000) AS n
                """);
        FRESH.execute("ANALYZE results");

        assertThat(found(filter("/kind", "/kind=k777"))).containsExactly("/kind=\"k777\"");
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740993, 9007199254740992, 9007199254740994",
        "0.1234567890123456789012, 0.1234567890123456789011, 0.1234567890123456789013",
        "12345678901234567890.5, 12345678901234567890, 12345678901234567891"
    })
    void numbersAreComparedDigitByDigit(String number, String less, String more) throws Exception {
        keep("r", "a.json", "{\"x\": {\"n\": " + number + "}}");

        assertThat(found(filter("/x/n", "/x/n=" + number))).containsExactly("/x/n=" + number);
        assertThat(found(filter("/x/n", "/x/n=" + number + "00e-2"))).hasSize(number.contains(".") ? 0 : 1);
        assertThat(found(filter("", "/x/n>" + less, "/x/n<" + more, "/x/n!=" + less, "@/x/n=" + number)))
                .hasSize(1);
        assertThat(found(filter("", "/x/n=" + less))).isEmpty();
        assertThat(found(filter("", "/x/n=" + more))).isEmpty();
        assertThat(found(filter("", "@/x/n=" + more))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/days/-1", "/days/01", "/days/+1", "/days/ 1", "/days/-0", "/days/-1/rain", "/deep/*/-1"})
    void whatIsNoPlaceInAListLeadsNowhere(String path) throws Exception {
        keep("r", "a.json", DOCUMENT);

        assertThat(found(filter(path))).isEmpty();
        assertThat(found(filter("", path))).isEmpty();
    }

    @Test
    void whatLooksLikeAPlaceIsAKeyOfAnObject() throws Exception {
        keep("r", "a.json", "{\"-1\": [{\"01\": [5, 6]}], \" 1\": 7, \"+1\": null}");

        assertThat(found(filter("/-1/0/01/1"))).containsExactly("/-1/0/01/1=6");
        assertThat(found(filter("/-1/*/01"))).containsExactly("/-1/0/01=[5, 6]");
        assertThat(found(filter("/ 1", "/+1=null"))).containsExactly("/ 1=7");
    }

    @Test
    void noValueThatIsLetThroughIsWrittenOutLargerThanIsRead() throws Exception {
        String largest = "[" + "1e-396,".repeat(2700) + "1" + ",1".repeat(500_000) + "]";
        keep("r", "a.json", largest);

        String written = values(filter("")).getFirst();

        assertThat(written.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(ResultText.LARGEST_WRITTEN);
        assertThat(found(filter("/2700"))).containsExactly("/2700=1");
    }

    @Test
    void aValueThatIsTooLargeWrittenOutIsRefusedAndItsPartsAreNot() throws Exception {
        FRESH.execute("""
                INSERT INTO results (run_id, step, name, execution, attempt, pipeline, value, bytes, sha256, asked_at, kept_at)
                SELECT 'r', 'monthly', 'a.json', 'e', 1, 'weather', jsonb_agg(CAST('1e400' AS jsonb)), 1000000, '', now(), now()
                FROM generate_series(1, 20000)
                """);

        assertThatThrownBy(() -> found(filter("")))
                .isInstanceOf(ResultTooLarge.class)
                .hasMessage("The result a.json of monthly in the run r is too large, written out, to be listed");
        assertThat(found(filter("/19999"))).containsExactly("/19999=1" + "0".repeat(400));
    }

    private void keep(String run, String name, String json) throws UnfitResult {
        results.keep(Samples.NOON, List.of(result(run, 1, name, json)));
    }

    private static KeptResult ofStep(String step, KeptResult other) {
        return new KeptResult(
                other.run(),
                step,
                other.name(),
                other.execution(),
                other.attempt(),
                other.pipeline(),
                other.pipelineVersion(),
                other.value());
    }

    private static KeptResult of(String execution, KeptResult other) {
        return new KeptResult(
                other.run(),
                other.step(),
                other.name(),
                execution,
                other.attempt(),
                other.pipeline(),
                other.pipelineVersion(),
                other.value());
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
