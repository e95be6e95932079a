package dev.forge.starter.api;

import dev.forge.starter.result.ResultDifference;
import dev.forge.starter.result.RunResults.Comparison;
import java.util.List;

/**
 * What one run has left differently than another.
 *
 * @param same how many results both have, without a difference
 * @param differences by step, file and place, up to 1000
 * @param more whether there are more of them
 */
record ComparedResults(String run, String with, int same, List<ResultDifference> differences, boolean more) {
    ComparedResults {
        differences = List.copyOf(differences);
    }

    static ComparedResults of(ResultComparisonQuery query, Comparison comparison) {
        return new ComparedResults(
                query.run(), query.with(), comparison.same(), comparison.differences(), comparison.more());
    }
}
