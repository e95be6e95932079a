package dev.forge.standalone.cli;

import dev.forge.standalone.client.RunsFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which runs are wanted; each option narrows the list, and all may be there at once. */
final class RunFilterOptions {
    @Option(
            names = "--status",
            paramLabel = "STATE",
            split = ",",
            description = "In this state: QUEUED, RUNNING, PAUSED, HELD, CANCELING, SUCCEEDED, FAILED or CANCELED;"
                    + " several with commas.")
    private List<String> status = new ArrayList<>();

    @Option(names = "--pipeline", paramLabel = "NAME", description = "Of this pipeline.")
    private Optional<String> pipeline = Optional.empty();

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "With this label; again for each further one, all of which it must have.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--started-after",
            paramLabel = "TIME",
            description = "Started then or later: 2026-11-21T12:00:00Z, or with an offset.")
    private Optional<String> startedAfter = Optional.empty();

    @Option(names = "--started-before", paramLabel = "TIME", description = "Started earlier.")
    private Optional<String> startedBefore = Optional.empty();

    @Option(
            names = "--longer-than",
            paramLabel = "TIME",
            description = "Ended after so long or longer: 90s, 15m, 1h30m.")
    private Optional<String> minDuration = Optional.empty();

    @Option(names = "--shorter-than", paramLabel = "TIME", description = "Ended after so long or sooner.")
    private Optional<String> maxDuration = Optional.empty();

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "With this in their id or in a label's value, in capitals or not.")
    private Optional<String> text = Optional.empty();

    RunsFilter filter() {
        return RunsFilter.ALL
                .with("status", status)
                .with("pipeline", pipeline)
                .with(
                        "label",
                        labels.entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .toList())
                .with("startedAfter", startedAfter)
                .with("startedBefore", startedBefore)
                .with("minDuration", minDuration)
                .with("maxDuration", maxDuration)
                .with("text", text);
    }
}
