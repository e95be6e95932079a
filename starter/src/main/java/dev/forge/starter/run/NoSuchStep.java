package dev.forge.starter.run;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.Waiting;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import java.util.stream.Collectors;

/** Why a run has no step of a name. */
public final class NoSuchStep {
    private NoSuchStep() {}

    public static Refusal in(FoundRun run, String step) {
        String names = run.report().steps().stream().map(StepReport::name).collect(Collectors.joining(", "));
        String advice = names.isEmpty() ? unknown(run) : "its steps are " + names + ".";
        return Refusal.of(
                ProblemCode.STEP_NOT_FOUND, "Run " + run.report().id() + " has no step " + step + "; " + advice);
    }

    private static String unknown(FoundRun run) {
        return run.report().state().ended()
                ? "none of its steps is known: it ended " + run.report().state() + " before it began."
                : "its steps are not known yet (" + why(run.report()) + "): ask again later.";
    }

    private static String why(RunReport report) {
        return report.waiting().map(Waiting::why).or(report::reason).orElse("it has not begun");
    }
}
