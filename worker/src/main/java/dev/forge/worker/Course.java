package dev.forge.worker;

import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.StepPlan;
import java.util.List;

/** Where a run stands among its steps. */
final class Course {
    private final List<String> steps;
    private int next;

    Course(Plan plan) {
        this.steps = plan.steps().stream().map(StepPlan::name).toList();
    }

    boolean goesOn() {
        return next < steps.size();
    }

    /** The step whose turn it is. */
    String step() {
        return steps.get(next);
    }

    void advance() {
        next++;
    }

    void backTo(String step) {
        next = steps.indexOf(step);
    }
}
