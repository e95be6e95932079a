package dev.forge.starter.api;

import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the list of watches.
 *
 * @param next the cursor to go on with; absent at the end
 */
record WatchPage(List<Row> watches, Optional<String> next) {
    WatchPage {
        watches = List.copyOf(watches);
    }

    static WatchPage of(Page<KeptWatch, String> page) {
        return new WatchPage(page.items().stream().map(Row::of).toList(), page.next());
    }

    /**
     * A watch.
     *
     * @param reason what keeps it from its work
     */
    record Row(
            String name,
            int version,
            WatchState state,
            String bucket,
            String prefix,
            String pipeline,
            Optional<String> reason,
            Map<String, String> links) {
        static Row of(KeptWatch watch) {
            return new Row(
                    watch.name(),
                    watch.version(),
                    WatchState.of(watch),
                    watch.content().path("bucket").asText(),
                    watch.content().path("prefix").asText(),
                    watch.content().path("pipeline").asText(),
                    watch.failure().map(failing -> failing.failure().reason()),
                    WatchLinks.of(watch.name()));
        }
    }
}
