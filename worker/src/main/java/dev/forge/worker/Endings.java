package dev.forge.worker;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.workflow.LogTarget;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.RunEnd;
import java.util.Optional;

/** What others are told of a run's end, in few words. */
final class Endings {
    private static final String TO = "--to";

    private Endings() {}

    static RunEnd of(RunReport report, RunJournal journal, String execution) {
        Optional<LogTarget> logTo = journal.plan().flatMap(Plan::logTo);
        Optional<String> sink = report.state() == RunState.SUCCEEDED ? sink(journal) : Optional.empty();
        return RunEnd.of(
                report,
                execution,
                journal.logIsAt().map(LogTarget::toString),
                new RunEnd.Output(sink, logTo.map(LogTarget::bucket)),
                Visibility.watch());
    }

    /** As the transfer program was told it, with what may have been changed of the step and what other steps put out. */
    private static Optional<String> sink(RunJournal journal) {
        Outputs outputs = new Outputs(journal.outputs());
        return journal.remembered().plan().stream()
                .flatMap(plan -> plan.steps().stream())
                .filter(step -> step.kind() == StepKind.SINK)
                .map(step -> outputs.into(step).args())
                .filter(args -> args.indexOf(TO) >= 0 && args.indexOf(TO) + 1 < args.size())
                .map(args -> args.get(args.indexOf(TO) + 1))
                .findFirst();
    }
}
