package dev.forge.archive.records;

import dev.forge.contract.run.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A value that was found in a result.
 *
 * @param state of the run, once it has ended
 * @param execution Temporal's Run ID of the execution that launched the attempt
 * @param bytes of the whole file
 * @param sha256 of the whole file, in hexadecimal digits
 * @param items the keys and places at which the path says {@code *}
 * @param value JSON
 * @param cursor the place in the list
 */
public record FoundResult(
        String run,
        Optional<RunState> state,
        String pipeline,
        Optional<Integer> pipelineVersion,
        String step,
        String name,
        String execution,
        int attempt,
        Instant keptAt,
        int bytes,
        String sha256,
        List<String> items,
        String value,
        ResultCursor cursor) {
    public FoundResult {
        items = List.copyOf(items);
    }
}
