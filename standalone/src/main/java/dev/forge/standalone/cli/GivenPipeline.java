package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.Problem;
import dev.forge.standalone.client.PipelineReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which pipeline a command was given: a file, or one that is kept under a name. */
sealed interface GivenPipeline {
    /** A file that is there. */
    record InFile(Path path) implements GivenPipeline {}

    /** One that is kept. */
    record Kept(PipelineReference reference) implements GivenPipeline {}

    /** What a text means: a file that is there goes before a name, a name before a folder. */
    static GivenPipeline of(String text) {
        Path path = Path.of(text);
        Optional<PipelineReference> reference = PipelineReference.of(text);
        if (Files.exists(path) && (!Files.isDirectory(path) || reference.isEmpty())) {
            return new InFile(path);
        }
        return new Kept(reference.orElseThrow(() -> new InvalidFile(
                text,
                List.of(Problem.of(
                        "",
                        "There is no such file, and no pipeline can have this name",
                        "give the path of a pipeline file, or a name such as weather or weather@3")))));
    }
}
