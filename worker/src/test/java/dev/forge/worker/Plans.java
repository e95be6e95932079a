package dev.forge.worker;

import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.pipeline.OnFailure;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.workflow.LogTarget;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.StepPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans for tests. */
final class Plans {
    private Plans() {}

    static Plan of(StepPlan... steps) {
        return new Plan("weather", List.of(steps), 3, Duration.ofSeconds(10), Duration.ofDays(7), Duration.ZERO);
    }

    /** The same, of a pipeline that holds its runs. */
    static Plan held(Plan plan) {
        return with(plan, OnFailure.HOLD, plan.concurrency(), plan.logTo());
    }

    /** The same, of a pipeline that limits how many are at work. */
    static Plan limited(Plan plan, Concurrency concurrency) {
        return with(plan, plan.onFailure(), Optional.of(concurrency), plan.logTo());
    }

    /** The same, of a job whose log is put into an object. */
    static Plan logged(Plan plan, LogTarget target) {
        return with(plan, plan.onFailure(), plan.concurrency(), Optional.of(target));
    }

    private static Plan with(
            Plan plan, OnFailure onFailure, Optional<Concurrency> concurrency, Optional<LogTarget> logTo) {
        return new Plan(
                plan.pipeline(),
                plan.steps(),
                plan.disruptionLimit(),
                plan.heartbeatTimeout(),
                plan.keepWorkspace(),
                plan.keepAfterSuccess(),
                plan.pipelineVersion(),
                plan.parameters(),
                plan.labels(),
                onFailure,
                concurrency,
                logTo,
                plan.targets());
    }

    static Plan weather() {
        return of(step("source", StepKind.SOURCE), module("monthly"), module("chart"), step("sink", StepKind.SINK));
    }

    static StepPlan module(String name, String... args) {
        return step(name, StepKind.MODULE, RetryRule.DEFAULT, args);
    }

    static StepPlan module(String name, RetryRule retry) {
        return step(name, StepKind.MODULE, retry);
    }

    static StepPlan module(String name, String memory, RetryRule retry) {
        return module(name, retry).withResources(Resources.NONE.withMemory(new Quantity(memory)));
    }

    static StepPlan step(String name, StepKind kind) {
        return step(name, kind, RetryRule.DEFAULT);
    }

    static StepPlan sink(String name, String... args) {
        return step(name, StepKind.SINK, RetryRule.DEFAULT, args);
    }

    private static StepPlan step(String name, StepKind kind, RetryRule retry, String... args) {
        return new StepPlan(
                name,
                kind,
                name + ":1",
                List.of(),
                List.of(args),
                Map.of(),
                Resources.NONE,
                Duration.ofMinutes(15),
                retry);
    }
}
