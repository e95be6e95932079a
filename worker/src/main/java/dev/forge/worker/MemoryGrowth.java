package dev.forge.worker;

import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.workflow.StepPlan;
import java.util.Optional;

/** How much memory the attempts of a step have: more after one that ran out of it, where the step's rule says so. */
final class MemoryGrowth {
    private final RetryRule rule;
    private Resources asked;
    private Resources resources;

    MemoryGrowth(StepPlan plan) {
        this.rule = plan.retry();
        this.asked = plan.resources();
        this.resources = plan.resources();
    }

    /** What the next attempt of the step asks for. Who has changed the step has said it anew. */
    Resources of(StepPlan plan) {
        if (!plan.resources().equals(asked)) {
            asked = plan.resources();
            resources = asked;
        }
        return resources;
    }

    /** Whether an attempt failed of what the rule is there for, whatever it says of exit codes. */
    boolean isMeantFor(Failure failure) {
        return failure.category() == Category.OUT_OF_MEMORY
                && rule.memoryFactor().isPresent();
    }

    void growAfter(Failure failure) {
        if (isMeantFor(failure)) {
            resources.memory().flatMap(rule::memoryAfter).ifPresent(more -> resources = resources.withMemory(more));
        }
    }

    /** The failure of a step that is given up, with what to try that has not been tried. */
    Failure advised(Failure failure) {
        return isMeantFor(failure) ? failure.withRemedy(advice()) : failure;
    }

    private String advice() {
        Optional<Quantity> memory = resources.memory();
        return memory.map(last -> "resources: {memory: …} with more: the last attempt had " + last.text())
                .orElse("resources: {memory: 512Mi} or more: without it, memoryFactor has nothing to multiply");
    }
}
