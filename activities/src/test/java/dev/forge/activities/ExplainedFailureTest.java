package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepOutcome;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainedFailureTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Failure EXITED =
            Failure.of(Category.MODULE_EXIT, "exited with 1", "read its log").withExitCode(1);

    private final ScriptedRuntime runtime = new ScriptedRuntime();
    private final ScriptedContext context = new ScriptedContext();
    private AttemptLogs logs = new Attempts.FixedLogs(List.of("reading 2019.csv"));

    @Test
    void aFailureCarriesTheLastLinesOfItsLog() {
        runtime.verdicts.add(new Verdict.Ended(failed("")));

        assertThat(failureOf(execute(StepKind.MODULE)).lastLines()).containsExactly("reading 2019.csv");
    }

    @Test
    void aLogThatCannotBeReadNeverChangesTheVerdict() {
        logs = new BrokenLogs();
        runtime.verdicts.add(new Verdict.Ended(failed("")));

        Failure failure = failureOf(execute(StepKind.MODULE));

        assertThat(failure.category()).isEqualTo(Category.MODULE_EXIT);
        assertThat(failure.lastLines()).containsExactly("(the log cannot be read: disk gone)");
    }

    @Test
    void theTransferProgramsOwnWordsAreTakenFromItsOutput() {
        runtime.verdicts.add(new Verdict.Ended(
                failed("{\"category\":\"SOURCE_MISSING\",\"message\":\"no object s3://b/k\",\"fix\":\"upload it\"}")));

        Failure failure = failureOf(execute(StepKind.SOURCE));

        assertThat(failure.category()).isEqualTo(Category.SOURCE_MISSING);
        assertThat(failure.message()).isEqualTo("no object s3://b/k");
        assertThat(failure.remedy()).isEqualTo("upload it");
        assertThat(failure.exitCode()).contains(1);
    }

    @Test
    void aModuleThatWritesTheSameIsNotBelieved() {
        runtime.verdicts.add(new Verdict.Ended(failed("{\"category\":\"SOURCE_MISSING\",\"message\":\"not me\"}")));

        assertThat(failureOf(execute(StepKind.MODULE)).category()).isEqualTo(Category.MODULE_EXIT);
    }

    @Test
    void aTransferThatSaysNothingOrNonsenseFailedByItsExitCode() {
        for (String output : List.of("", "Killed", "[]", "{\"category\":\"CANCELED\"}", "{\"category\":\"NO_SUCH\"}")) {
            runtime.verdicts.clear();
            runtime.verdicts.add(new Verdict.Ended(failed(output)));

            assertThat(failureOf(execute(StepKind.SINK)).category()).isEqualTo(Category.MODULE_EXIT);
        }
    }

    private StepOutcome execute(StepKind kind) {
        return new AttemptExecution(runtime, logs, new AttemptEnder(runtime), AttemptMeter.NONE, RunTraces.off())
                .execute(Attempts.task(kind), context.heartbeat());
    }

    private static StepOutcome.Failed failed(String output) {
        return new StepOutcome.Failed(Optional.of(NOON), NOON, output, EXITED);
    }

    private static Failure failureOf(StepOutcome outcome) {
        return ((StepOutcome.Failed) outcome).failure();
    }

    private record BrokenLogs() implements LastLinesAlone {
        @Override
        public List<String> lastLines(AttemptId attempt, int count) {
            throw new RuntimeUnavailable("disk gone", new IOException("gone"));
        }
    }
}
