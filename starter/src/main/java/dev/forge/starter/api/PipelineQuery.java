package dev.forge.starter.api;

import dev.forge.contract.pipeline.PipelineParser;
import io.micronaut.http.HttpParameters;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What calls on {@code /pipelines} are asked for. */
final class PipelineQuery {

    private PipelineQuery() {}

    /** A part of the list of pipelines. */
    record OfList(Optional<String> after, int limit) {
        static OfList of(HttpParameters sent) {
            QueryParameters query = new QueryParameters(sent, List.of("limit", "cursor"));
            return new OfList(query.cursor(PipelineParser::isName), limitOf(query));
        }
    }

    /** A part of the list of versions. */
    record OfVersions(Optional<Integer> after, int limit) {
        static OfVersions of(HttpParameters sent) {
            QueryParameters query = new QueryParameters(sent, List.of("limit", "cursor"));
            OptionalInt after = version(query, "cursor");
            return new OfVersions(after.isPresent() ? Optional.of(after.getAsInt()) : Optional.empty(), limitOf(query));
        }
    }

    /** Two versions to compare. */
    record OfDiff(OptionalInt from, OptionalInt to) {
        static OfDiff of(HttpParameters sent) {
            QueryParameters query = new QueryParameters(sent, List.of("from", "to"));
            return new OfDiff(version(query, "from"), version(query, "to"));
        }
    }

    /** The version that is meant; empty: the newest. */
    static OptionalInt version(HttpParameters sent) {
        return version(new QueryParameters(sent, List.of("version")), "version");
    }

    private static OptionalInt version(QueryParameters query, String name) {
        return query.number(name, 1, Integer.MAX_VALUE);
    }

    private static int limitOf(QueryParameters query) {
        return query.limit();
    }
}
