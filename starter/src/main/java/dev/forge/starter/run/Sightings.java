package dev.forge.starter.run;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Waiting;
import java.time.Instant;
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
        return report.withSteps(
                report.steps().stream().map(step -> seen(step, sighting)).toList());
    }

    private static StepReport seen(StepReport step, Pending.Attempt sighting) {
        String name = sighting.launched().name();
        if (step.state() != StepState.RUNNING
                || step.lastAttempt().filter(last -> last.name().equals(name)).isEmpty()) {
            return step;
        }
        StepReport started =
                sighting.startedAt().map(start -> started(step, name, start)).orElse(step);
        return sighting.waiting().map(started::withWaiting).orElse(started);
    }

    private static StepReport started(StepReport step, String name, Instant start) {
        return step.withAttempts(step.attempts().stream()
                .map(attempt -> attempt.name().equals(name)
                        ? attempt.withStart(attempt.startedAt().orElse(start))
                        : attempt)
                .toList());
    }

    /** A delay is a running step's, or the run's where none runs. */
    private static RunReport delayed(RunReport report, Waiting waiting) {
        if (report.steps().stream().noneMatch(step -> step.state() == StepState.RUNNING)) {
            return report.withReason(report.reason().orElse(waiting.why()));
        }
        return report.withSteps(report.steps().stream()
                .map(step -> step.state() == StepState.RUNNING && step.waiting().isEmpty()
                        ? step.withWaiting(waiting)
                        : step)
                .toList());
    }
}
