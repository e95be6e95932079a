package dev.forge.worker;

import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.LogTarget;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.RunActivities.WholeLog;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Has a job's log put where its output goes, canceled or not. Where that cannot be, the run says so, and ends as it would
 * have: the log stays where it is read from.
 */
final class PuttingLog {
    /** An object store that is away for longer is not worth waiting for: the run's verdict has been reached. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    private PuttingLog() {}

    static void put(RunJournal journal) {
        // The version is asked for only where there is something to put: other runs go on as they were recorded.
        journal.plan()
                .flatMap(Plan::logTo)
                .map(target -> new WholeLog(Workflow.getInfo().getWorkflowId(), attempts(journal), target))
                .filter(log -> !log.attempts().isEmpty())
                .filter(_ -> Workflow.getVersion("put a job's log", Workflow.DEFAULT_VERSION, 1) == 1)
                .ifPresent(log -> put(log, journal));
    }

    private static void put(WholeLog log, RunJournal journal) {
        LogTarget target = log.target();
        journal.waitsAtItsEnd(
                "its log is being put to " + target,
                Waiting.ifItLasts("see that the object store is up and that the worker reaches it: it tries for "
                        + LIMIT.toMinutes() + " min"));
        Detached.run(() -> {
            try {
                Calls.slowWithin("put the log to " + target, LIMIT).putLog(log);
                journal.logIsAt(target);
            } catch (ActivityFailure failed) {
                journal.remark("its log could not be put to " + target + ": "
                        + said(failed).orElse("nobody answered within " + LIMIT.toMinutes() + " min"));
            }
        });
    }

    private static List<AttemptId> attempts(RunJournal journal) {
        String runId = Workflow.getInfo().getWorkflowId();
        String current = Workflow.getInfo().getRunId();
        return journal.report().steps().stream()
                .flatMap((StepReport step) -> step.attempts().stream()
                        .map(attempt -> new AttemptId(
                                runId, attempt.execution().orElse(current), step.name(), attempt.number())))
                .toList();
    }

    private static Optional<String> said(Throwable thrown) {
        if (thrown instanceof ApplicationFailure failure) {
            return Optional.ofNullable(failure.getOriginalMessage());
        }
        return Optional.ofNullable(thrown.getCause()).flatMap(PuttingLog::said);
    }
}
