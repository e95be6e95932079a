package dev.forge.starter.log;

import dev.forge.contract.run.StepReport;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.run.FoundRun;

/** Why there is no log to read. */
final class LogRefusals {
    private LogRefusals() {}

    static Refusal noAttempt(FoundRun run, StepReport step, int number) {
        String there = step.attempts().isEmpty()
                ? "it has not started"
                : "it has made " + step.attempts().size() + ": leave attempt out for the latest";
        return Refusal.of(
                ProblemCode.ATTEMPT_NOT_FOUND,
                "Step " + step.name() + " of run " + run.report().id() + " has no attempt " + number + "; " + there
                        + ".");
    }

    static Refusal notStarted(WantedAttempts wanted) {
        FoundRun run = wanted.run();
        StepReport step = wanted.step();
        String advice = run.report().state().ended()
                ? "The run is " + run.report().state() + ": GET /runs/"
                        + run.report().id() + " tells why."
                : "GET /runs/" + run.report().id() + "/steps/" + step.name() + "/logs?follow waits for it.";
        return Refusal.of(
                ProblemCode.LOG_NOT_STARTED,
                "Step " + step.name() + " of run " + run.report().id() + " has not started. " + advice);
    }

    static Refusal notKept(WantedAttempts wanted) {
        String run = wanted.run().report().id();
        return Refusal.of(
                ProblemCode.LOG_NOT_FOUND,
                "No log of attempt " + wanted.attempts().getLast().number() + " of step "
                        + wanted.step().name() + " of run " + run
                        + " is here: it never started, or its log has been removed; GET /runs/" + run
                        + " tells how it ended.");
    }
}
