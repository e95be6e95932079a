package dev.forge.starter.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.starter.harness.MemoryLogs;
import dev.forge.starter.harness.Reports;
import dev.forge.starter.run.FoundRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTailTest {
    private static final String RUN = "weather-1";
    private static final AttemptId FIRST = new AttemptId(RUN, "execution", "monthly", 1);
    private static final AttemptId SECOND = new AttemptId(RUN, "execution", "monthly", 2);

    private final MemoryLogs logs = new MemoryLogs();
    private final RunTail tail = new RunTail(logs, 2);

    @Test
    void theNewestLinesComeAtFirstAndThenThoseThatAreNew() {
        logs.write(FIRST, "one\ntwo\nthree\n");

        assertThat(tail.next(running(Reports.open(FIRST))))
                .containsExactly(new TailLines("monthly", 1, 4, List.of("two", "three"), true));
        assertThat(tail.next(running(Reports.open(FIRST)))).isEmpty();
        logs.write(FIRST, "four\n");
        assertThat(tail.next(running(Reports.open(FIRST))))
                .containsExactly(new TailLines("monthly", 1, 14, List.of("four"), false));
        logs.write(FIRST, "five\nsix\nseven\n");
        assertThat(tail.next(running(Reports.open(FIRST))))
                .containsExactly(new TailLines("monthly", 1, 24, List.of("six", "seven"), true));
    }

    @Test
    void aLineThatIsBeingWrittenIsToldOnceItIsWhole() {
        logs.write(FIRST, "one\nhalf a ");

        assertThat(texts(running(Reports.open(FIRST)))).containsExactly("one");
        assertThat(texts(running(Reports.open(FIRST)))).isEmpty();
        logs.write(FIRST, "line\r\nno end");
        assertThat(texts(running(Reports.open(FIRST)))).containsExactly("half a line");
        assertThat(texts(running(Reports.ended(FIRST)))).isEmpty();
        logs.write(FIRST, "ing");
        logs.complete(FIRST);
        assertThat(texts(running(Reports.ended(FIRST)))).containsExactly("no ending");
    }

    @Test
    void whatAnAttemptWroteLastComesThoughTheNextOneIsOpen() {
        logs.write(FIRST, "one\n");
        assertThat(texts(running(Reports.open(FIRST)))).containsExactly("one");
        logs.write(FIRST, "it failed\n");
        logs.write(SECOND, "again\n");

        assertThat(tail.next(running(Reports.ended(FIRST), Reports.open(SECOND))))
                .containsExactly(
                        new TailLines("monthly", 1, 4, List.of("it failed"), false),
                        new TailLines("monthly", 2, 0, List.of("again"), false));
    }

    @Test
    void whatEarlierAttemptsWroteIsLeftToTheirLogs() {
        logs.write(FIRST, "it failed\n");
        logs.write(SECOND, "again\n");

        assertThat(texts(running(Reports.ended(FIRST), Reports.open(SECOND)))).containsExactly("again");
    }

    @Test
    void theLastLineOfARunThatHasEndedNeedsNoEnd() {
        logs.write(FIRST, "one\ntw");

        assertThat(texts(ended(Reports.ended(FIRST)))).containsExactly("one", "tw");
    }

    @Test
    void anEndedAttemptWhoseLogIsNeverCompleteIsLeftAloneAfterAWhile() {
        logs.write(FIRST, "one\ntw");
        FoundRun ended = running(Reports.ended(FIRST), Reports.open(SECOND));
        assertThat(texts(running(Reports.open(FIRST)))).containsExactly("one");

        assertThat(texts(ended)).isEmpty();
        assertThat(texts(ended)).isEmpty();
        assertThat(texts(ended)).containsExactly("tw");
        int reads = logs.reads();
        assertThat(texts(ended)).isEmpty();
        // The second attempt, which has no log yet, is asked for its length.
        assertThat(logs.reads() - reads).isEqualTo(1);
    }

    @Test
    void ofALongLogTheEndIsRead() {
        logs.write(FIRST, "x".repeat(99_999) + "\n" + "y".repeat(5_000) + "\nlast\n");

        List<TailLines> told = tail.next(running(Reports.open(FIRST)));

        assertThat(told).hasSize(1);
        assertThat(told.getFirst().offset()).isEqualTo(100_000);
        assertThat(told.getFirst().leftOut()).isTrue();
        assertThat(told.getFirst().lines()).containsExactly("y".repeat(1_000) + "…", "last");
        assertThat(logs.reads()).isEqualTo(2);
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        logs.write(FIRST, new byte[] {'a', (byte) 0xFF, '\n'});

        assertThat(texts(running(Reports.open(FIRST)))).containsExactly("a\uFFFD");
    }

    @Test
    void whatIsMissedWhileThePlaceOfLogsIsAwayComesWhenItIsBack() {
        logs.write(FIRST, "one\n".getBytes(StandardCharsets.UTF_8));
        logs.breakDown(FIRST, new RuntimeUnavailable("the volume is away", new IllegalStateException("away")));
        assertThat(texts(running(Reports.open(FIRST)))).isEmpty();

        logs.repair(FIRST);

        assertThat(texts(running(Reports.open(FIRST)))).containsExactly("one");
    }

    private List<String> texts(FoundRun run) {
        return tail.next(run).stream().flatMap(lines -> lines.lines().stream()).toList();
    }

    private static FoundRun running(AttemptReport... attempts) {
        return found(Reports.running(RUN, Reports.step("monthly", StepState.RUNNING, attempts)));
    }

    private static FoundRun ended(AttemptReport... attempts) {
        return found(Reports.running(RUN, Reports.step("monthly", StepState.SUCCEEDED, attempts))
                .withEnd(RunState.SUCCEEDED, Optional.of(Reports.NOON.plusSeconds(60)), Optional.empty()));
    }

    private static FoundRun found(RunReport report) {
        return FoundRun.archived(
                new RunRecord(report, new RunRecord.Execution("execution", Reports.NOON), 1, RunOrigin.unknown()));
    }
}
