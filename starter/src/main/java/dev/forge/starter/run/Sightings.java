package dev.forge.starter.run;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Adds to a report what its running activities have seen: when a container started, why a step or the run waits. */
final class Sightings {
    private Sightings() {}

    static RunReport merge(RunReport report, List<Pending> activities) {
        RunReport merged = report;
        boolean goesOn = goesOn(report, activities);
        for (Pending activity : activities) {
            merged = switch (activity) {
                case Pending.Attempt sighting -> seen(merged, sighting);
                case Pending.Delay(Waiting waiting) -> delayed(merged, waiting);
                case Pending.Beside(Optional<Waiting> waiting) -> goesOn ? merged : held(merged, waiting);
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
            return held(report, Optional.of(waiting));
        }
        return report.withSteps(report.steps().stream()
                .map(step -> step.state() == StepState.RUNNING && step.waiting().isEmpty()
                        ? step.withWaiting(waiting)
                        : step)
                .toList());
    }

    /** Whether something else is to be done before the run ends: then nothing waits for what is done beside it. */
    private static boolean goesOn(RunReport report, List<Pending> activities) {
        return activities.stream().anyMatch(activity -> !(activity instanceof Pending.Beside))
                || report.steps().stream()
                        .anyMatch(step -> step.state() == StepState.RETRYING
                                && step.waiting().isPresent());
    }

    private static RunReport held(RunReport report, Optional<Waiting> waiting) {
        return waiting.filter(_ -> report.waiting().isEmpty())
                .map(report::withWaiting)
                .orElse(report);
    }
}
