package dev.forge.archive.records;

/**
 * How many object versions a watch has seen, by what became of them.
 *
 * @param started at most {@link #MOST}
 * @param skipped at most {@link #MOST}
 */
public record SightingCounts(long pending, long started, long skipped, long refused) {
    /** As far as is counted what nobody waits for: PostgreSQL takes some 20 ms for so many. */
    public static final long MOST = 100_000;

    /** Whether there may be more than is told. */
    public boolean isAtLeast() {
        return started == MOST || skipped == MOST;
    }
}
