package dev.forge.worker;

import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.StepPlan;
import java.util.List;

/** What a run has set out to do, and where it stands among its steps. */
final class Course {
    private final Plan plan;
    private final List<String> steps;
    private int next;

    /** From the first step on. */
    Course(Plan plan) {
        this.plan = plan;
        this.steps = plan.steps().stream().map(StepPlan::name).toList();
    }

    /** From a step on. */
    Course(Plan plan, String step) {
        this(plan);
        backTo(step);
    }

    Plan plan() {
        return plan;
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
