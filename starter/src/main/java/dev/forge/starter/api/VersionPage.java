package dev.forge.starter.api;

import dev.forge.archive.records.Page;
import dev.forge.archive.records.Pipelines.Entry;
import java.util.List;
import java.util.Optional;

/**
 * A part of the list of a pipeline's versions.
 *
 * @param next the cursor to go on with; absent at the end
 */
record VersionPage(List<PipelinePage.Row> versions, Optional<String> next) {
    VersionPage {
        versions = List.copyOf(versions);
    }

    static VersionPage of(Page<Entry, Integer> page) {
        return new VersionPage(
                page.items().stream().map(PipelinePage.Row::of).toList(),
                page.next().map(String::valueOf));
    }
}
