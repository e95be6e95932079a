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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pipeline file that a person named, read and without mistakes, and what is this run's own.
 *
 * @param parameters values of declared parameters
 * @param labels of the run, beside the file's
 */
record PipelineFile(Path path, PipelineSpec spec, Map<String, String> parameters, Map<String, String> labels) {
    PipelineFile(Path path, PipelineSpec spec) {
        this(path, spec, Map.of(), Map.of());
    }

    /** Reads a file; one with mistakes is {@link InvalidFile}. */
    static PipelineFile read(Path path) {
        return switch (PipelineParser.parse(text(path))) {
            case Parsed.Valid(PipelineSpec spec) -> new PipelineFile(path, spec);
            case Parsed.Invalid(String name, List<Problem> problems) ->
                throw new InvalidFile(path.toString(), problems);
        };
    }

    /** Everything that is wrong with a file. */
    static List<Problem> problems(Path path) {
        try {
            read(path);
            return List.of();
        } catch (InvalidFile invalid) {
            return invalid.problems();
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw invalid(path, "There is no such file", "give the path of a pipeline file");
        } catch (java.nio.charset.CharacterCodingException e) {
            throw invalid(path, "This is no UTF-8 text", "give the path of a pipeline file, YAML or JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read.", e);
        }
    }

    private static InvalidFile invalid(Path path, String message, String fix) {
        return new InvalidFile(path.toString(), List.of(Problem.of("", message, fix)));
    }

    /** The same pipeline with another source or sink, each a URI or a path. */
    PipelineFile with(Optional<String> source, Optional<String> sink) {
        PipelineSpec changed = source.map(place -> spec.withSource(SourceSpec.from(Places.source(place))))
                .orElse(spec);
        return with(sink.map(place -> changed.withSink(SinkSpec.to(Places.sink(place))))
                .orElse(changed));
    }

    /** The same run of another pipeline. */
    PipelineFile with(PipelineSpec other) {
        return new PipelineFile(path, other, parameters, labels);
    }

    /** A run with these values and labels; values that do not fit are {@link InvalidFile}. */
    PipelineFile with(Map<String, String> values, Map<String, String> others) {
        PipelineFile file = new PipelineFile(path, spec, values, others);
        file.prepared();
        return file;
    }

    /** The pipeline with its parameters put into the addresses of source and sink. */
    PipelineSpec prepared() {
        return switch (RunRequestParser.parse(json())) {
            case ParsedRequest.Invalid(String _, Form _, List<Problem> problems) ->
                throw new InvalidFile(
                        path.toString(),
                        problems.stream().map(PipelineFile::withoutPlace).toList());
            case ParsedRequest.Valid(RunRequest request) ->
                switch (PreparedRun.of(request, spec)) {
                    case PreparedRun.Ready ready -> ready.spec();
                    case PreparedRun.Flawed(List<Problem> problems) -> throw new InvalidFile(path.toString(), problems);
                };
        };
    }

    /** A place in what is sent is none in the file. */
    private static Problem withoutPlace(Problem problem) {
        return Problem.of(problem.pointer(), problem.message(), problem.fix());
    }

    /** What is sent to the starter. */
    String json() {
        return RunRequestWriter.json(RunRequest.of(spec).with(parameters, labels));
    }

    /** Where modules of its own lie: {@code modules} beside it. */
    Path modules() {
        return path.toAbsolutePath().resolveSibling("modules");
    }

    /** By step: what it runs, as far as the file says it. */
    Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        for (ModuleSpec module : spec.modules()) {
            List<String> words = new ArrayList<>(module.command());
            if (words.isEmpty()) {
                words.add("(the command of " + module.image() + ")");
            }
            words.addAll(module.args());
            commands.put(module.name(), words.stream().map(PipelineFile::quoted).collect(Collectors.joining(" ")));
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
