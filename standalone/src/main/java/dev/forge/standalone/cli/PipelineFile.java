package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.Parsed;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A pipeline file that a person named, read and without mistakes. */
record PipelineFile(Path path, PipelineSpec spec) {
    private static final String WHAT = "a pipeline file";

    /** Reads a file; one with mistakes is {@link InvalidFile}. */
    static PipelineFile read(Path path) {
        return valid(path, PipelineParser.parse(text(path, WHAT)));
    }

    /** Reads a file whose pipeline has a name that is known: the file may leave it out. */
    static PipelineFile read(Path path, String name) {
        return valid(path, PipelineParser.parse(text(path, WHAT), name));
    }

    private static PipelineFile valid(Path path, Parsed parsed) {
        return switch (parsed) {
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

    /**
     * The text of a file that a person named; one that cannot be read is {@link InvalidFile}.
     *
     * @param what it should be
     */
    static String text(Path path, String what) {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw invalid(path, "There is no such file", "give the path of " + what);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw invalid(path, "This is no UTF-8 text", "give the path of " + what + ", YAML or JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read.", e);
        }
    }

    private static InvalidFile invalid(Path path, String message, String fix) {
        return new InvalidFile(path.toString(), List.of(Problem.of("", message, fix)));
    }

    /** Where modules of its own lie: {@code modules} beside it. */
    Path modules() {
        return path.toAbsolutePath().resolveSibling("modules");
    }
}
