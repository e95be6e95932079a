package dev.forge.starter.run;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Waiting;
import java.util.List;

/** Adds to a report what its running activities have seen: when a container started, why a step waits. */
final class Sightings {
    private Sightings() {}

    static RunReport merge(RunReport report, List<Pending> activities) {
        RunReport merged = report;
        for (Pending activity : activities) {
            merged = switch (activity) {
                case Pending.Attempt sighting -> seen(merged, sighting);
                case Pending.Delay(Waiting waiting) -> delayed(merged, waiting);
                case Pending.Silent() -> merged;
            };
        }
        return merged;
    }

    private static RunReport seen(RunReport report, Pending.Attempt sighting) {
        return withSteps(
                report,
                report.steps().stream().map(step -> seen(step, sighting)).toList());
    }

    private static StepReport seen(StepReport step, Pending.Attempt sighting) {
        String name = sighting.launched().name();
        if (step.state() != StepState.RUNNING
                || step.lastAttempt().filter(last -> last.name().equals(name)).isEmpty()) {
            return step;
        }
        StepReport started = sighting.startedAt().isPresent() ? started(step, sighting) : step;
        return sighting.waiting().map(started::withWaiting).orElse(started);
    }

    private static StepReport started(StepReport step, Pending.Attempt sighting) {
        List<AttemptReport> attempts = step.attempts().stream()
                .map(attempt ->
                        attempt.name().equals(sighting.launched().name()) ? started(attempt, sighting) : attempt)
                .toList();
        return new StepReport(
                step.name(),
                step.kind(),
                step.image(),
                step.state(),
                step.retries(),
                step.retryLimit(),
                step.disruptions(),
                step.disruptionLimit(),
                attempts,
                step.waiting(),
                step.output());
    }

    private static AttemptReport started(AttemptReport attempt, Pending.Attempt sighting) {
        return new AttemptReport(
                attempt.number(),
                attempt.name(),
                attempt.counts(),
                attempt.launchedAt(),
                attempt.startedAt().or(sighting::startedAt),
                attempt.endedAt(),
                attempt.failure());
    }

    /** A delay is a running step's, or the run's where none runs. */
    private static RunReport delayed(RunReport report, Waiting waiting) {
        if (report.steps().stream().noneMatch(step -> step.state() == StepState.RUNNING)) {
            return Reports.withReason(report, report.reason().orElse(waiting.why()));
        }
        return withSteps(
                report,
                report.steps().stream()
                        .map(step -> step.state() == StepState.RUNNING
                                        && step.waiting().isEmpty()
                                ? step.withWaiting(waiting)
                                : step)
                        .toList());
    }

    private static RunReport withSteps(RunReport report, List<StepReport> steps) {
        return new RunReport(
                report.id(),
                report.key(),
                report.pipeline(),
                report.state(),
                report.reason(),
                report.startedAt(),
                report.endedAt(),
                steps,
                report.failure());
    }
}
