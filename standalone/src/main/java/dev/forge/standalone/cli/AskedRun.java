package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.ModuleSpec;
import dev.forge.contract.pipeline.Parsed;
import dev.forge.contract.pipeline.ParsedRequest;
import dev.forge.contract.pipeline.ParsedRequest.Form;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.PreparedRun;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.pipeline.RunRequestParser;
import dev.forge.contract.pipeline.RunRequestWriter;
import dev.forge.contract.pipeline.SinkSpec;
import dev.forge.contract.pipeline.SourceSpec;
import dev.forge.standalone.client.PipelineReference;
import dev.forge.standalone.client.Refused;
import dev.forge.standalone.client.StarterClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run that a person asks for.
 *
 * @param called what mistakes are said to be in: the file's path, or the pipeline's name
 * @param spec the pipeline as it is in the file, or as it is kept
 * @param request what is sent to the starter
 */
record AskedRun(String called, PipelineSpec spec, RunRequest request) {
    private static final String NOT_FOUND = "pipeline_not_found";

    static AskedRun of(PipelineFile file) {
        return new AskedRun(file.path().toString(), file.spec(), RunRequest.of(file.spec()));
    }

    /** A run of a pipeline that is kept; the newest version is looked up by the run once more. */
    static AskedRun of(PipelineReference kept, StarterClient starter) {
        String json = found(kept, starter);
        return switch (PipelineParser.parse(json)) {
            case Parsed.Valid(PipelineSpec spec) ->
                new AskedRun(
                        kept.toString(),
                        spec,
                        new RunRequest(
                                new RunRequest.Named(kept.name(), kept.version()),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                Map.of()));
            case Parsed.Invalid(String name, List<Problem> problems) ->
                throw new InvalidFile(kept.toString(), problems);
        };
    }

    private static String found(PipelineReference kept, StarterClient starter) {
        try {
            return starter.pipelines().show(kept).path("pipeline").toString();
        } catch (Refused refused) {
            throw refused.code().equals(NOT_FOUND)
                    ? new Refused(
                            refused.status(),
                            refused.code(),
                            "There is no file " + kept + " here. " + refused.getMessage(),
                            refused.problems())
                    : refused;
        }
    }

    /** The same run with another source or sink, each a URI or a path. */
    AskedRun with(Optional<String> source, Optional<String> sink) {
        return at(
                source.map(place -> SourceSpec.from(Places.source(place))),
                sink.map(place -> SinkSpec.to(Places.sink(place))));
    }

    /** The same run with another source or sink, where one is given. */
    AskedRun at(Optional<SourceSpec> source, Optional<SinkSpec> sink) {
        return new AskedRun(called, spec, request.at(source.or(request::source), sink.or(request::sink)));
    }

    /** The same run with these values and labels; values that do not fit are {@link InvalidFile}. */
    AskedRun with(Map<String, String> values, Map<String, String> labels) {
        AskedRun run = new AskedRun(called, spec, request.with(values, labels));
        run.prepared();
        return run;
    }

    /** The pipeline with its parameters put into the addresses of source and sink. */
    PipelineSpec prepared() {
        return switch (RunRequestParser.parse(json())) {
            case ParsedRequest.Invalid(String _, Form _, List<Problem> problems) ->
                throw new InvalidFile(
                        called, problems.stream().map(AskedRun::withoutPlace).toList());
            case ParsedRequest.Valid(RunRequest valid) ->
                switch (PreparedRun.of(valid, spec)) {
                    case PreparedRun.Ready ready -> ready.spec();
                    case PreparedRun.Flawed(List<Problem> problems) -> throw new InvalidFile(called, problems);
                };
        };
    }

    /** A place in what is sent is none in the file. */
    private static Problem withoutPlace(Problem problem) {
        return Problem.of(problem.pointer(), problem.message(), problem.fix());
    }

    /** What is sent to the starter. */
    String json() {
        return RunRequestWriter.json(request);
    }

    /** By step: what it runs, as far as the pipeline says it. */
    Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        for (ModuleSpec module : spec.modules()) {
            List<String> words = new ArrayList<>(module.command());
            if (words.isEmpty()) {
                words.add("(the command of " + module.image() + ")");
            }
            words.addAll(module.args());
            commands.put(module.name(), words.stream().map(AskedRun::quoted).collect(Collectors.joining(" ")));
        }
        return commands;
    }

    /** As a shell would need it; of a script, its first line. */
    private static String quoted(String word) {
        String first = word.lines().findFirst().orElse("");
        String shown = first.length() < word.strip().length() ? first + " …" : first;
        return shown.matches("[\\w@%+=:,./()-]+") || shown.startsWith("(")
                ? shown
                : "'" + shown.replace("'", "'\\''") + "'";
    }
}
