package dev.forge.starter.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The order of ended runs, which is the archive's: the last to end first; of those that ended at once, by the bytes of
 * their ids.
 */
final class EndedOrder {
    static final Comparator<RunSummary> LAST_FIRST = Comparator.comparing(RunSummary::closedAt)
            .thenComparing(RunSummary::id, EndedOrder::ids)
            .reversed();

    private EndedOrder() {}

    static int ids(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
