package dev.forge.standalone.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What of a run is its own and not its pipeline's. */
final class RunOwnOptions {
    @Option(
            names = "--source",
            paramLabel = "PLACE",
            converter = PlaceConverter.class,
            description = "Where the files come from, instead of the pipeline's source: a path here, or a URI.")
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--sink",
            paramLabel = "PLACE",
            converter = PlaceConverter.class,
            description = "Where the result goes, instead of the pipeline's sink: a folder or a .zip here, or a URI.")
    private Optional<String> sink = Optional.empty();

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "A value of a parameter that the pipeline declares; again for each further one.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "A label of the run, beside those of the pipeline; again for each further one.")
    private Map<String, String> labels = new LinkedHashMap<>();

    /** The run with all of it; what does not fit is {@link InvalidFile}. */
    AskedRun of(AskedRun run) {
        return run.with(source, sink).with(parameters, labels);
    }
}
