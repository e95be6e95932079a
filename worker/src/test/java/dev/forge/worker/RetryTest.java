package dev.forge.worker;

import static dev.forge.worker.RunEnds.failureOf;
import static dev.forge.worker.RunEnds.progress;
import static dev.forge.worker.ScriptedActivities.disrupted;
import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.fails;
import static dev.forge.worker.ScriptedActivities.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Waiting;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RetryTest {
    @Test
    void aFailedAttemptIsRetriedAfterADelayThatDoubles() {
        RetryRule rule = new RetryRule(3, Duration.ofMinutes(1), List.of(), List.of());
        ScriptedActivities activities = new ScriptedActivities(Plans.of(Plans.module("monthly", rule)))
                .when("monthly", exits(1), exits(1), exits(1));
        try (Stage stage = new Stage(activities)) {
            RunReport report = stage.result(stage.start("{}"));

            List<AttemptReport> attempts = report.steps().getFirst().attempts();
            assertThat(attempts).extracting(AttemptReport::number).containsExactly(1, 2, 3, 4);
            assertThat(attempts)
                    .extracting(AttemptReport::counts)
                    .containsExactly(Counts.FIRST, Counts.RETRY, Counts.RETRY, Counts.RETRY);
            assertThat(secondsBetween(attempts, 0)).isBetween(60L, 70L);
            assertThat(secondsBetween(attempts, 1)).isBetween(120L, 130L);
            assertThat(secondsBetween(attempts, 2)).isBetween(240L, 250L);
            assertThat(report.steps().getFirst().retries()).isEqualTo(3);
        }
    }

    @Test
    void thePauseBeforeARetrySaysSinceWhenHowLongAndWhoCanChangeIt() {
        RetryRule rule = new RetryRule(3, Duration.ofMinutes(5), List.of(), List.of());
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly", rule))).when("monthly", exits(1));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");

            Waiting waiting = pause(run);

            assertThat(waiting.why())
                    .isEqualTo("retry 1/3 begins at " + waiting.since().plus(rule.backoff()));
            assertThat(waiting.since()).isAfterOrEqualTo(progress(run).startedAt());
            assertThat(waiting.limit()).contains(rule.backoff());
            assertThat(waiting.remedy().orElseThrow()).contains("retry: {backoff: …}");
            assertThat(stage.result(run).steps().getFirst().waiting()).isEmpty();
        }
    }

    @Test
    void thePauseAfterARepeatedDisruptionSaysSoToo() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly"))).when("monthly", disrupted(), disrupted());
        try (Stage stage = new Stage(activities)) {
            Waiting waiting = pause(stage.start("{}"));

            assertThat(waiting.why()).startsWith("another attempt after disruption 2/3 begins at ");
            assertThat(waiting.limit()).contains(RetryRule.DEFAULT_BACKOFF);
            assertThat(waiting.remedy().orElseThrow()).contains("see to what disrupts it");
        }
    }

    private static Waiting pause(WorkflowStub run) {
        return await().until(
                        () -> progress(run).steps().stream()
                                .flatMap(step -> step.waiting().stream())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void anExitCodeThatIsNotWorthARetryFailsAtOnce() {
        RetryRule rule = new RetryRule(5, Duration.ofSeconds(1), List.of(64), List.of());
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly", rule))).when("monthly", exits(1), exits(64));
        try (Stage stage = new Stage(activities)) {
            ApplicationFailure failure = failureOf(stage.start("{}"));

            assertThat(failure.getOriginalMessage()).contains("exit 64; not worth a retry");
            assertThat(activities.tasks).hasSize(2);
        }
    }

    @Test
    void onlyTheExitCodesThatAreNamedAreRetried() {
        RetryRule rule = new RetryRule(5, Duration.ofSeconds(1), List.of(), List.of(75));
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly", rule))).when("monthly", exits(75), exits(1));
        try (Stage stage = new Stage(activities)) {
            failureOf(stage.start("{}"));

            assertThat(activities.tasks).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Category.class,
            names = {"IMAGE", "CONFIGURATION", "SOURCE_MISSING", "SOURCE_DENIED", "SINK_DENIED"})
    void whatNoRetryWouldMendIsNotRetried(Category category) {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly"))).when("monthly", fails(category));
        try (Stage stage = new Stage(activities)) {
            assertThat(failureOf(stage.start("{}")).getType()).isEqualTo(category.name());
            assertThat(activities.tasks).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Category.class,
            names = {"TIMEOUT", "OUT_OF_MEMORY", "STORAGE", "INTERNAL"})
    void whatAnotherAttemptMayMendIsRetried(Category category) {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly"))).when("monthly", fails(category));
        try (Stage stage = new Stage(activities)) {
            StepReport step = stage.result(stage.start("{}")).steps().getFirst();

            assertThat(step.state()).isEqualTo(StepState.SUCCEEDED);
            assertThat(step.retries()).isEqualTo(1);
        }
    }

    @Test
    void aDisruptionIsRepeatedAndNeverCostsARetry() {
        ScriptedActivities activities = new ScriptedActivities(Plans.of(Plans.module("monthly")))
                .when("monthly", disrupted(), exits(1), disrupted(), exits(1));
        try (Stage stage = new Stage(activities)) {
            StepReport step = stage.result(stage.start("{}")).steps().getFirst();

            assertThat(step.retries()).isEqualTo(2);
            assertThat(step.disruptions()).isEqualTo(2);
            assertThat(step.attempts())
                    .extracting(AttemptReport::counts)
                    .containsExactly(Counts.FIRST, Counts.DISRUPTION, Counts.RETRY, Counts.DISRUPTION, Counts.RETRY);
        }
    }

    @Test
    void disruptionsHaveABudgetOfTheirOwn() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly"))).always("monthly", disrupted());
        try (Stage stage = new Stage(activities)) {
            ApplicationFailure failure = failureOf(stage.start("{}"));

            assertThat(failure.getOriginalMessage()).contains("retries 0/2; disruptions 3/3");
            assertThat(activities.tasks).hasSize(4);
        }
    }

    @Test
    void infrastructureThatFailsIsTriedAgainAndCostsNothing() {
        CountDownLatch thrown = new CountDownLatch(1);
        ScriptedActivities activities = new ScriptedActivities(Plans.of(Plans.module("monthly")))
                .when("monthly", throwing(thrown), throwing(thrown), throwing(thrown));
        try (Stage stage = new Stage(activities)) {
            StepReport step = stage.result(stage.start("{}")).steps().getFirst();

            assertThat(step.attempts()).hasSize(1);
            assertThat(step.retries()).isZero();
        }
    }

    private static long secondsBetween(List<AttemptReport> attempts, int index) {
        return Duration.between(
                        attempts.get(index).launchedAt(),
                        attempts.get(index + 1).launchedAt())
                .toSeconds();
    }
}
