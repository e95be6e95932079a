package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How modules end, and what their authors are told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class EndsE2E {
    /** Holds 40 MiB at once, as process 1 of its container. */
    private static final String HUNGRY = "exec dd if=/dev/zero of=/dev/null bs=40M count=1";

    @AutoClose
    private final Installation forge;

    EndsE2E() throws Exception {
        forge = Installation.in(Space.named("ends"));
        forge.startWorker();
    }

    @Test
    void anExitCodeIsToldWithTheLastLineAndRetriedByTheModulesRule() throws Exception {
        RunReport report = run("echo 'no such station' >&2; exit 1", "retry: {limit: 1, backoff: 1s}");

        Failure failure = failed(report, Category.MODULE_EXIT);
        assertThat(failure.exitCode()).contains(1);
        assertThat(sentence(report)).contains("work: exited with 1 (", "retries 1/1)", "Last line: no such station.");
        assertThat(work(report).attempts())
                .extracting(AttemptReport::counts)
                .containsExactly(AttemptReport.Counts.FIRST, AttemptReport.Counts.RETRY);
        assertThat(Installation.step(report, "after").attempts()).isEmpty();
    }

    @Test
    void anExitCodeThatNoRetryWouldMendIsNotRetried() throws Exception {
        RunReport report = run("exit 64", "retry: {limit: 2, backoff: 1s, exitCodes: {fail: [64]}}");

        assertThat(failed(report, Category.MODULE_EXIT).exitCode()).contains(64);
        assertThat(sentence(report)).contains("not worth a retry");
        assertThat(work(report).attempts()).hasSize(1);
    }

    @Test
    void aRetryThatEndsWellIsASuccess() throws Exception {
        RunReport report = run("[ $FORGE_ATTEMPT = 2 ]", "retry: {limit: 1, backoff: 1s}");

        assertThat(report.state()).as(report.toString()).isEqualTo(RunState.SUCCEEDED);
        assertThat(work(report).retries()).isEqualTo(1);
        assertThat(work(report).attempts().getFirst().failure().orElseThrow().exitCode())
                .contains(1);
    }

    @Test
    void aModuleThatExceedsItsMemoryIsToldWhichContainerAndLimit() throws Exception {
        RunReport report = run(HUNGRY, "resources: {memory: 24Mi}\nretry: {limit: 0}");

        Failure failure = failed(report, Category.OUT_OF_MEMORY);
        assertThat(failure.exitCode()).contains(137);
        assertThat(failure.reason()).contains("OOMKilled");
        assertThat(sentence(report))
                .contains("container module exceeded 24Mi", "OOMKilled, exit 137", "48Mi", "retry: {memoryFactor: 2}");
    }

    @Test
    void aModuleThatExceedsItsMemoryGetsTwiceAsMuchWhereItsRuleSaysSo() throws Exception {
        RunReport report = run(HUNGRY, "resources: {memory: 32Mi}\nretry: {limit: 1, backoff: 1s, memoryFactor: 2}");

        assertThat(report.state()).as(report.toString()).isEqualTo(RunState.SUCCEEDED);
        assertThat(work(report).attempts())
                .extracting(AttemptReport::memory)
                .containsExactly(Optional.of(new Quantity("32Mi")), Optional.of(new Quantity("64Mi")));
        assertThat(work(report).attempts().getFirst().failure().orElseThrow().category())
                .isEqualTo(Category.OUT_OF_MEMORY);
        assertThat(forge.pods(report.id()))
                .flatExtracting(pod -> pod.getSpec().getContainers())
                .extracting(container -> container.getResources().getLimits().get("memory"))
                .contains(new io.fabric8.kubernetes.api.model.Quantity("64Mi"));
    }

    @Test
    void aModuleThatKillsItselfBySigtermHasFailedAndWasNotDisrupted() throws Exception {
        RunReport report = run("sleep 600 & kill -TERM $!; wait $!", "retry: {limit: 0}");

        assertThat(failed(report, Category.MODULE_EXIT).exitCode()).contains(143);
        assertThat(sentence(report)).contains("was ended by SIGTERM (exit 143)");
        assertThat(work(report).disruptions()).isZero();
    }

    @Test
    void aModuleThatKillsItselfBySigkillHasFailedAndWasNotOutOfMemory() throws Exception {
        RunReport report = run("sleep 600 & kill -KILL $!; wait $!", "retry: {limit: 0}");

        assertThat(failed(report, Category.MODULE_EXIT).exitCode()).contains(137);
        assertThat(sentence(report)).contains("was ended by SIGKILL (exit 137)");
    }

    @ParameterizedTest
    @EnumSource
    void aModuleThatRunsLongerThanItsTimeoutHasFailedWhateverItExitsWithThen(Manners manners) throws Exception {
        RunReport report = run(manners.hangs(1), "timeout: 2s\nretry: {limit: 0}");

        Failure failure = failed(report, Category.TIMEOUT);
        assertThat(failure.message()).contains("its timeout of 2s");
        assertThat(forge.livePods(report.id())).isEmpty();
    }

    private RunReport run(String script, String... fields) throws Exception {
        return forge.awaitEnd(
                forge.submit(Chain.named("ends").module("work", script, fields).module("after", "true")));
    }

    private static StepReport work(RunReport report) {
        return Installation.step(report, "work");
    }

    private static Failure failed(RunReport report, Category category) {
        assertThat(report.state()).as(report.toString()).isEqualTo(RunState.FAILED);
        Failure failure = report.failure().map(RunFailure::failure).orElseThrow();
        assertThat(failure.category()).as(report.toString()).isEqualTo(category);
        return failure;
    }

    private static String sentence(RunReport report) {
        return report.failure().map(RunFailure::sentence).orElseThrow();
    }
}
