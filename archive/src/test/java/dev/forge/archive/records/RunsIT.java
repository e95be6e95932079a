package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.NOON;
import static dev.forge.archive.records.Samples.attempt;
import static dev.forge.archive.records.Samples.run;
import static dev.forge.archive.records.Samples.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.forge.archive.records.RunRecord.Execution;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunChange;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RunsIT {
    @RegisterExtension
    static final FreshArchive FRESH = new FreshArchive();

    private final Runs runs = FRESH.archive().runs();

    @Test
    void whatWasRecordedIsFoundInWhole() {
        RunRecord whole = everythingSaid("whole");

        assertThat(runs.record(whole)).isTrue();

        assertThat(runs.find("whole")).contains(whole);
    }

    @Test
    void whatIsNotSaidIsNotFound() {
        RunReport report = new RunReport(
                "bare",
                "bare-key",
                "",
                RunState.QUEUED,
                Optional.empty(),
                Optional.empty(),
                NOON,
                Optional.empty(),
                List.of(),
                Optional.empty());
        RunRecord bare = new RunRecord(report, new Execution("e", NOON), 0, RunOrigin.unknown());

        runs.record(bare);

        assertThat(runs.find("bare")).contains(bare);
        assertThat(runs.find("nobody")).isEmpty();
    }

    @Test
    void theSameRecordTwiceChangesNothing() throws Exception {
        RunRecord twice = everythingSaid("twice");
        runs.record(twice);
        String rows = rowsOf("twice");
        RunStats stats = runs.stats(Instant.EPOCH);

        assertThat(runs.record(twice)).isFalse();

        assertThat(rowsOf("twice")).isEqualTo(rows);
        assertThat(runs.stats(Instant.EPOCH)).isEqualTo(stats);
    }

    @Test
    void aNewerRecordTakesTheOldersPlaceInWhole() {
        AttemptReport first = attempt(1, Counts.FIRST, NOON);
        runs.record(run("grows")
                .in(RunState.RUNNING)
                .with(step("a", first), step("b"))
                .record());

        RunRecord newer = run("grows")
                .revision(2)
                .with(step("a", first, attempt(2, Counts.RETRY, NOON.plusSeconds(10))))
                .record();

        assertThat(runs.record(newer)).isTrue();
        assertThat(runs.find("grows")).contains(newer);
    }

    @Test
    void anEndOfWhichOnlyTemporalTellsLeavesWhatIsKnownOfSteps() {
        AttemptReport first = attempt(1, Counts.FIRST, NOON);
        RunRecord earlier = run("cut")
                .execution("first", NOON)
                .in(RunState.FAILED)
                .with(step("a", first))
                .record();
        runs.record(earlier);
        RunRecord end = run("cut")
                .execution("second", NOON.plusSeconds(60))
                .in(RunState.FAILED)
                .record();

        assertThat(runs.recordEnd(end)).isTrue();

        RunRecord found = runs.find("cut").orElseThrow();
        assertThat(found.execution()).isEqualTo(end.execution());
        assertThat(found.report().steps()).isEqualTo(earlier.report().steps());
        assertThat(runs.recordEnd(end)).isFalse();
    }

    @Test
    void anOlderRecordNeverOverwritesANewerOne() {
        RunRecord newest = run("late")
                .execution("second", NOON)
                .revision(3)
                .in(RunState.RUNNING)
                .record();
        runs.record(newest);

        assertThat(runs.record(run("late").execution("second", NOON).revision(2).record()))
                .isFalse();
        assertThat(runs.record(run("late")
                        .execution("first", NOON.minusSeconds(1))
                        .revision(9)
                        .record()))
                .isFalse();
        assertThat(runs.find("late")).contains(newest);
    }

    @Test
    void aFinalStateOfAnExecutionStaysWhateverComesLate() {
        RunRecord ended = run("ended").revision(3).in(RunState.SUCCEEDED).record();
        runs.record(ended);

        assertThat(runs.record(run("ended").revision(4).in(RunState.RUNNING).record()))
                .isFalse();
        assertThat(runs.find("ended")).contains(ended);
    }

    @Test
    void aLaterExecutionOfARunThatHasEndedIsRecorded() {
        runs.record(run("continued").in(RunState.FAILED).revision(9).record());
        RunRecord later = run("continued")
                .execution("execution-2", NOON.plusSeconds(60))
                .revision(1)
                .in(RunState.RUNNING)
                .record();

        assertThat(runs.record(later)).isTrue();
        assertThat(runs.find("continued")).contains(later);
    }

    @Test
    void ofManyThatRecordOneRunAtOnceTheNewestStays() throws Exception {
        List<Boolean> written = Together.all(
                60,
                number -> runs.record(run("busy")
                        .revision(number)
                        .in(RunState.RUNNING)
                        .with(step("a", attempt(1, Counts.FIRST, NOON)), step("at-" + number))
                        .record()));

        assertThat(written).contains(true);
        RunReport found = runs.find("busy").orElseThrow().report();
        assertThat(found.steps()).extracting(StepReport::name).containsExactly("a", "at-59");
    }

    @Test
    void aReaderNeverSeesHalfARecord() throws Exception {
        runs.record(run("halves")
                .revision(0)
                .in(RunState.RUNNING)
                .with(step("at-0"))
                .record());

        List<Boolean> whole = Together.all(2, number -> number == 0 ? writeHalves() : readHalves());

        assertThat(whole).containsOnly(true);
    }

    private boolean writeHalves() {
        for (int revision = 1; revision <= 200; revision++) {
            runs.record(run("halves")
                    .revision(revision)
                    .in(RunState.RUNNING)
                    .with(step("at-" + revision))
                    .record());
        }
        return true;
    }

    private boolean readHalves() {
        RunRecord seen;
        do {
            seen = runs.find("halves").orElseThrow();
            List<String> steps =
                    seen.report().steps().stream().map(StepReport::name).toList();
            if (!steps.equals(List.of("at-" + seen.revision()))) {
                return false;
            }
        } while (seen.revision() < 200);
        return true;
    }

    @Test
    void nothingIsWrittenOfARecordThatCannotBeWrittenInWhole() {
        StepReport impossible = step("a", attempt(1, Counts.FIRST, Instant.parse("+300000-01-01T00:00:00Z")));

        assertThatThrownBy(() -> runs.record(run("torn").with(impossible).record()))
                .isNotInstanceOf(ArchiveUnavailable.class);

        assertThat(runs.find("torn")).isEmpty();
    }

    @Test
    void aModulesNulBytesDoNotKeepItsRunOutOfTheArchive() {
        Failure why = Failure.of(Category.MODULE_EXIT, "it exited 1", "look at the log")
                .withLastLines(List.of("a\0b \\u0000"));
        StepReport step = step("a", attempt(1, Counts.FIRST, NOON).withEnd(Optional.empty(), NOON, Optional.of(why)));
        StepReport binary = new StepReport(
                step.name(),
                step.kind(),
                step.image(),
                step.state(),
                0,
                0,
                0,
                0,
                step.attempts(),
                Optional.empty(),
                "out\0put");

        runs.record(run("binary").with(binary).labelled(Map.of("l", "v\0w")).record());

        RunRecord found = runs.find("binary").orElseThrow();
        StepReport kept = found.report().steps().getFirst();
        assertThat(kept.output()).isEqualTo("out\uFFFDput");
        assertThat(kept.attempts().getFirst().failure().orElseThrow().lastLines())
                .containsExactly("a\uFFFDb \\u0000");
        assertThat(found.origin().labels()).containsEntry("l", "v\uFFFDw");
    }

    private static String rowsOf(String id) throws Exception {
        // xmin tells which transaction wrote a row: rows that are written again with the same values differ in it.
        return FRESH.ask("SELECT string_agg(row, ';' ORDER BY row) FROM ("
                + "SELECT xmin || '/' || r::text AS row FROM runs r WHERE id = '" + id + "'"
                + " UNION ALL SELECT xmin || '/' || s::text FROM steps s WHERE run_id = '" + id + "'"
                + " UNION ALL SELECT xmin || '/' || a::text FROM attempts a WHERE run_id = '" + id + "') rows");
    }

    private static RunRecord everythingSaid(String id) {
        Failure failure = new Failure(
                Category.OUT_OF_MEMORY,
                Optional.of(137),
                Optional.of("OOMKilled"),
                "container exceeded 256Mi",
                "memory: 512Mi",
                List.of("reading 2019.csv", "reading 2020.csv"));
        Waiting waiting = new Waiting(
                "waits for a node", NOON.plusSeconds(20), Optional.of(Duration.ofMinutes(30)), Optional.of("add one"));
        AttemptReport failed = new AttemptReport(
                1,
                "attempt-1",
                Optional.empty(),
                Counts.FIRST,
                Optional.of(new Quantity("256Mi")),
                NOON,
                Optional.of(NOON.plusMillis(1_500)),
                Optional.of(NOON.plusMillis(9_001)),
                Optional.of(failure));
        AttemptReport again = new AttemptReport(
                2,
                "attempt-2",
                Optional.of("execution-1"),
                Counts.RETRY,
                Optional.empty(),
                NOON.plusSeconds(12),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<StepReport> steps = List.of(
                new StepReport(
                        "source",
                        StepKind.SOURCE,
                        "transfer:1",
                        StepState.SUCCEEDED,
                        0,
                        2,
                        0,
                        5,
                        List.of(),
                        Optional.empty(),
                        ""),
                new StepReport(
                        "monthly",
                        StepKind.MODULE,
                        "weather-monthly:1",
                        StepState.RUNNING,
                        1,
                        2,
                        3,
                        5,
                        List.of(failed, again),
                        Optional.of(waiting),
                        "{\"rows\": 12}"));
        RunReport report = new RunReport(
                id,
                id + "-key",
                "weather",
                RunState.FAILED,
                Optional.of("canceled by nobody"),
                Optional.of(waiting),
                NOON,
                Optional.of(NOON.plusSeconds(90)),
                steps,
                Optional.of(new RunFailure(
                        Optional.of("monthly"),
                        failure,
                        "The story.",
                        List.of(Problem.at("/modules/0", 3, 5, "is wrong", "mend it")))),
                List.of(new RunChange(
                        NOON.plusSeconds(30),
                        "monthly",
                        List.of(new RunChange.Field(
                                "env.TOKEN", Optional.empty(), Optional.of("{secret: s, key: k}"))))));
        RunOrigin origin = new RunOrigin(
                Optional.of(7),
                Optional.of("every-night"),
                Map.of("team", "weather", "région", "Łódź"),
                Map.of("station", new TextNode("A'1"), "years", new IntNode(3)),
                Optional.of(new WatchedObject("weather", "in/Łódź.csv", "0cc1", 2048)));
        return new RunRecord(report, new Execution("execution-1", NOON.minusMillis(20)), 41, origin);
    }
}
