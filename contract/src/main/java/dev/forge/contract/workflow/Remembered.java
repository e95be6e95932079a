package dev.forge.contract.workflow;

import dev.forge.contract.run.RunReport;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an execution of a run knows that another one needs to go on where it stopped.
 *
 * @param plan with the steps as they were changed; empty where its request was refused
 * @param scheduledAt the nominal time for which the run was started
 * @param scheduledBy the schedule that started it
 * @param keptBefore of steps whose workspace is kept before another attempt than the first: before which
 */
public record Remembered(
        Optional<Resolution.Plan> plan,
        RunReport report,
        Instant scheduledAt,
        Optional<String> scheduledBy,
        Map<String, Integer> keptBefore) {
    public Remembered {
        keptBefore = Map.copyOf(keptBefore);
    }
}
