package dev.forge.worker;

import static dev.forge.contract.step.Category.OUT_OF_MEMORY;
import static dev.forge.worker.RunEnds.failureOf;
import static dev.forge.worker.ScriptedActivities.disrupted;
import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryGrowthTest {
    @Test
    void anAttemptThatRanOutOfMemoryIsFollowedByOneWithMore() {
        ScriptedActivities activities = new ScriptedActivities(
                        Plans.of(Plans.module("monthly", "100M", factor(3, 1.5))))
                .when("monthly", fails(OUT_OF_MEMORY), disrupted(), exits(1), fails(OUT_OF_MEMORY));
        try (Stage stage = new Stage(activities)) {
            StepReport step = stage.result(stage.start("{}")).steps().getFirst();

            assertThat(memories(activities.tasks.stream()
                            .map(task -> task.resources().memory())))
                    .containsExactly("100M", "144Mi", "144Mi", "144Mi", "216Mi");
            assertThat(memories(step.attempts().stream().map(AttemptReport::memory)))
                    .containsExactly("100M", "144Mi", "144Mi", "144Mi", "216Mi");
        }
    }

    @Test
    void memoryThatGrowsIsWorthARetryWhateverTheExitCodesSay() {
        RetryRule rule = new RetryRule(1, Duration.ofSeconds(1), List.of(137), List.of(75), Optional.of(2.0));
        Failure killed =
                Failure.of(OUT_OF_MEMORY, "was killed", "memory: 512Mi").withExitCode(137);
        ScriptedActivities activities = new ScriptedActivities(Plans.of(Plans.module("monthly", "256Mi", rule)))
                .when(
                        "monthly",
                        task -> new StepOutcome.Failed(Optional.empty(), ScriptedActivities.LATER, "", killed));
        try (Stage stage = new Stage(activities)) {
            stage.result(stage.start("{}"));

            assertThat(activities.tasks).hasSize(2);
        }
    }

    @Test
    void whoIsGivenUpForItsMemoryIsToldHowFarItGrew() {
        ScriptedActivities activities = new ScriptedActivities(Plans.of(Plans.module("monthly", "256Mi", factor(2, 2))))
                .always("monthly", fails(OUT_OF_MEMORY));
        try (Stage stage = new Stage(activities)) {
            assertThat(failureOf(stage.start("{}")).getOriginalMessage())
                    .endsWith("Try: resources: {memory: …} with more: the last attempt had 1024Mi");
        }
    }

    @Test
    void aFactorWithoutMemoryIsToldThatItHasNothingToMultiply() {
        ScriptedActivities activities = new ScriptedActivities(Plans.of(Plans.module("monthly", factor(1, 2))))
                .always("monthly", fails(OUT_OF_MEMORY));
        try (Stage stage = new Stage(activities)) {
            assertThat(failureOf(stage.start("{}")).getOriginalMessage())
                    .endsWith("without it, memoryFactor has nothing to multiply");
            assertThat(activities.tasks).hasSize(2);
        }
    }

    private static RetryRule factor(int limit, double factor) {
        return new RetryRule(limit, Duration.ofSeconds(1), List.of(), List.of(), Optional.of(factor));
    }

    private static List<String> memories(Stream<Optional<Quantity>> memories) {
        return memories.flatMap(Optional::stream).map(Quantity::text).toList();
    }
}
