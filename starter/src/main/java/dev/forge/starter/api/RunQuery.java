package dev.forge.starter.api;

import dev.forge.contract.run.RunState;
import dev.forge.starter.run.RunFilter;
import io.micronaut.http.HttpParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code GET /runs} is asked for. */
record RunQuery(RunFilter filter, int limit, Optional<String> cursor) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;

    static RunQuery of(HttpParameters sent) {
        QueryParameters query = new QueryParameters(sent, List.of("status", "pipeline", "limit", "cursor"));
        RunFilter all = RunFilter.all();
        RunFilter ofPipeline = query.text("pipeline").map(all::ofPipeline).orElse(all);
        RunFilter filter = query.text("status")
                .map(RunQuery::state)
                .map(ofPipeline::inState)
                .orElse(ofPipeline);
        return new RunQuery(
                filter, query.number("limit", 1, LARGEST_LIMIT).orElse(DEFAULT_LIMIT), query.text("cursor"));
    }

    static RunState state(String text) {
        return Arrays.stream(RunState.values())
                .filter(state -> state.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> QueryParameters.refused("There is no status " + text + ": use " + states() + "."));
    }

    private static String states() {
        return Arrays.stream(RunState.values()).map(RunState::name).collect(Collectors.joining(", "));
    }
}
