package dev.forge.starter.event;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Category;
import dev.forge.starter.event.RunEvent.Cause;
import dev.forge.starter.event.RunEvent.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has happened to a run, told from its report alone: so it reads the same whoever tells the report (its worker, its
 * memo, the archive) and whenever. As the report grows, events are added behind those that were there: steps run one after
 * the other, and attempts are numbered.
 *
 * <p>Each event has a number of its own by what it is of, whatever else is there. So a start that is known only while its
 * attempt is being looked at (the attempt vanished, or was canceled), and attempts that a last report left out for brevity,
 * leave a gap and move no other event.
 */
final class RunEvents {
    private static final long OF_START = 1;
    private static final long OF_FIRST_ATTEMPT = 2;

    /** Launched, started, ended. */
    private static final int AN_ATTEMPT = 3;

    private final RunReport report;
    private final String execution;
    private final List<PlacedEvent> events = new ArrayList<>();

    private RunEvents(RunReport report, String execution) {
        this.report = report;
        this.execution = execution;
    }

    /**
     * The events of a run.
     *
     * @param execution Temporal's Run ID, of which the report is
     */
    static List<PlacedEvent> of(RunReport report, String execution) {
        RunEvents made = new RunEvents(report, execution);
        made.add(OF_START, new RunEvent.Started(report.startedAt()));
        made.addSteps();
        made.addEnd();
        return List.copyOf(made.events);
    }

    private void add(long number, RunEvent event) {
        events.add(new PlacedEvent(new EventId(execution, number), event));
    }

    private void addSteps() {
        int before = 0;
        for (StepReport step : report.steps()) {
            for (AttemptReport attempt : step.attempts()) {
                addAttempt(OF_FIRST_ATTEMPT + AN_ATTEMPT * (before + attempt.number() - 1L), step, attempt);
            }
            before += step.lastAttempt().map(AttemptReport::number).orElse(0);
        }
    }

    private void addAttempt(long first, StepReport step, AttemptReport attempt) {
        int number = attempt.number();
        add(
                first,
                new RunEvent.AttemptLaunched(
                        step.name(), number, attempt.launchedAt(), attempt.counts(), attempt.memory()));
        attempt.startedAt().ifPresent(at -> add(first + 1, new RunEvent.AttemptStarted(step.name(), number, at)));
        attempt.endedAt()
                .ifPresent(at -> add(
                        first + 2,
                        new RunEvent.AttemptEnded(
                                step.name(),
                                number,
                                at,
                                outcome(step, attempt),
                                attempt.failure().map(Cause::of))));
    }

    private static Outcome outcome(StepReport step, AttemptReport attempt) {
        if (attempt.failure().isPresent()) {
            boolean canceled = attempt.failure().get().category() == Category.CANCELED;
            return canceled ? Outcome.CANCELED : Outcome.FAILED;
        }
        return step.state() == StepState.SUCCEEDED ? Outcome.SUCCEEDED : Outcome.CANCELED;
    }

    private void addEnd() {
        if (report.state().ended()) {
            Optional<RunFailure> failure = report.failure();
            RunEvent end = new RunEvent.Ended(
                    report.state(),
                    report.endedAt(),
                    report.reason(),
                    failure.map(why -> why.failure().category()),
                    failure.flatMap(RunFailure::step),
                    failure.map(RunFailure::sentence));
            events.add(new PlacedEvent(EventId.last(execution), end));
        }
    }
}
