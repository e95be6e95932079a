package dev.forge.starter.api;

import dev.forge.archive.records.Page;
import dev.forge.archive.records.Pipelines.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the list of pipelines.
 *
 * @param next the cursor to go on with; absent at the end
 */
record PipelinePage(List<Row> pipelines, Optional<String> next) {
    PipelinePage {
        pipelines = List.copyOf(pipelines);
    }

    static PipelinePage of(Page<Entry, String> page) {
        return new PipelinePage(page.items().stream().map(Row::of).toList(), page.next());
    }

    /** A pipeline, or one of its versions. */
    record Row(String name, int version, Instant madeAt, Map<String, String> links) {
        static Row of(Entry entry) {
            return new Row(
                    entry.name(), entry.version(), entry.madeAt(), PipelineLinks.of(entry.name(), entry.version()));
        }
    }
}
