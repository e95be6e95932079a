package dev.forge.starter.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.FoundResult;
import dev.forge.archive.records.ResultPath;
import dev.forge.contract.run.RunState;
import dev.forge.starter.result.ResultJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the list of results.
 *
 * @param next the cursor to go on with; absent at the end
 */
record ResultPage(List<Row> results, Optional<String> next) {
    ResultPage {
        results = List.copyOf(results);
    }

    static ResultPage of(List<FoundResult> found, ResultPath path, Optional<String> next) {
        return new ResultPage(found.stream().map(one -> Row.of(one, path)).toList(), next);
    }

    /**
     * A value.
     *
     * @param state of the run, once it has ended
     * @param version of the pipeline, where it was found by its name
     * @param name the file's path below the workspace
     * @param execution Temporal's Run ID of the execution that launched the attempt
     * @param bytes of the whole file
     * @param sha256 of the whole file
     * @param pointer to the value in the file; empty for the whole of it
     */
    record Row(
            String run,
            Optional<RunState> state,
            String pipeline,
            Optional<Integer> version,
            String step,
            String name,
            String execution,
            int attempt,
            Instant keptAt,
            int bytes,
            String sha256,
            String pointer,
            JsonNode value,
            Map<String, String> links) {
        static Row of(FoundResult found, ResultPath path) {
            return new Row(
                    found.run(),
                    found.state(),
                    found.pipeline(),
                    found.pipelineVersion(),
                    found.step(),
                    found.name(),
                    found.execution(),
                    found.attempt(),
                    found.keptAt(),
                    found.bytes(),
                    found.sha256(),
                    path.pointer(found.items()),
                    ResultJson.tree(found.value()),
                    Map.of("run", Links.run(found.run())));
        }
    }
}
