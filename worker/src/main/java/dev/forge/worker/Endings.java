package dev.forge.worker;

import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.workflow.LogTarget;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.RunEnd;
import java.util.List;
import java.util.Optional;

/** What others are told of a run's end, in few words. */
final class Endings {
    /** In chars. A refused pipeline's mistakes may be many; brokers take 256 KiB, and people read less. */
    private static final int LONGEST_FAILURE = 8_192;

    private static final String TO = "--to";

    private Endings() {}

    static RunEnd of(RunReport report, RunJournal journal, String execution) {
        Optional<RunFailure> failure = report.failure().filter(_ -> report.state() == RunState.FAILED);
        Optional<LogTarget> logTo = journal.plan().flatMap(Plan::logTo);
        return new RunEnd(
                report.id(),
                execution,
                report.pipeline(),
                report.state(),
                failure.map(why -> why.failure().category()),
                exitCode(report, failure),
                failure.flatMap(RunFailure::step),
                failure.map(RunFailure::sentence).map(Endings::brief),
                report.startedAt(),
                report.endedAt().orElseGet(RunJournal::now),
                new RunEnd.Log(
                        failure.flatMap(RunFailure::step).or(() -> onlyStep(report.steps())),
                        logTo.map(LogTarget::toString)),
                new RunEnd.Output(
                        report.state() == RunState.SUCCEEDED ? sink(journal) : Optional.empty(),
                        logTo.map(LogTarget::bucket)));
    }

    /** Every container of a run that succeeded was seen to exit 0. */
    private static Optional<Integer> exitCode(RunReport report, Optional<RunFailure> failure) {
        return report.state() == RunState.SUCCEEDED
                ? Optional.of(0)
                : failure.flatMap(why -> why.failure().exitCode());
    }

    private static Optional<String> onlyStep(List<StepReport> steps) {
        return steps.size() == 1 ? Optional.of(steps.getFirst().name()) : Optional.empty();
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

    private static String brief(String sentence) {
        return sentence.length() <= LONGEST_FAILURE ? sentence : sentence.substring(0, LONGEST_FAILURE) + " …";
    }
}
