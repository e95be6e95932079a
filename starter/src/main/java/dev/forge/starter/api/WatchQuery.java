package dev.forge.starter.api;

import dev.forge.archive.records.Sighting;
import io.micronaut.http.HttpParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What calls on {@code /watches/{name}} are asked for. */
final class WatchQuery {
    private static final String STATES =
            Arrays.stream(Sighting.State.values()).map(Enum::name).collect(Collectors.joining(", "));

    private WatchQuery() {}

    /** A part of what a watch has seen. */
    record OfObjects(Optional<Sighting.State> state, Optional<Long> after, int limit) {
        static OfObjects of(HttpParameters sent) {
            QueryParameters query = new QueryParameters(sent, List.of("state", "limit", "cursor"));
            return new OfObjects(
                    query.text("state").map(WatchQuery::state),
                    query.cursor(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf),
                    query.limit());
        }
    }

    static int limitOfTest(HttpParameters sent) {
        return new QueryParameters(sent, List.of("limit")).limit();
    }

    private static Sighting.State state(String text) {
        return Arrays.stream(Sighting.State.values())
                .filter(state -> state.name().equals(text))
                .findFirst()
                .orElseThrow(() -> QueryParameters.refused("There is no state " + text + ": use " + STATES + "."));
    }
}
