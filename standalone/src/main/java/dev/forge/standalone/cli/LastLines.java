package dev.forge.standalone.cli;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.standalone.client.LogQuery;
import dev.forge.standalone.client.Refused;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.client.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The last line of the log of each step that runs. */
final class LastLines {
    // A line beyond this would not fit any terminal.
    private static final int LONGEST = 4096;

    private final StarterClient starter;

    LastLines(StarterClient starter) {
        this.starter = starter;
    }

    Map<String, String> of(RunReport run) {
        Map<String, String> lines = new HashMap<>();
        for (StepReport step : run.steps()) {
            if (step.state() == StepState.RUNNING && step.startedAt().isPresent()) {
                lines.put(step.name(), line(run.id(), step.name()));
            }
        }
        return lines;
    }

    private String line(String run, String step) {
        try (InputStream log = starter.log(run, step, LogQuery.LAST_LINE)) {
            return new String(log.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (Refused | Unreachable | IOException e) {
            // A line for the eye: without it the progress is still true.
            return "";
        }
    }
}
