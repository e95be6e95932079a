package dev.forge.contract.workflow;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a rebuild of the archive has come to, in executions of runs.
 *
 * @param filled those whose rows were written: of the run, its steps and attempts
 * @param kept those of whose run the archive has a row that is as new or newer, or will have it from a later execution
 * @param skipped those that could not be read
 * @param firstSkipped the first of these, at most {@value #MOST_LISTED}
 */
public record RebuildCounts(long filled, long kept, long skipped, List<Skipped> firstSkipped) {
    /** Enough to see what is wrong; the worker's log has all of them. */
    public static final int MOST_LISTED = 10;

    public static final RebuildCounts NONE = new RebuildCounts(0, 0, 0, List.of());

    public RebuildCounts {
        firstSkipped = firstSkipped.stream().limit(MOST_LISTED).toList();
    }

    /**
     * One that could not be read.
     *
     * @param execution Temporal's Run ID
     */
    public record Skipped(String run, String execution, String why) {}

    public RebuildCounts plusFilled() {
        return new RebuildCounts(filled + 1, kept, skipped, firstSkipped);
    }

    public RebuildCounts plusKept() {
        return new RebuildCounts(filled, kept + 1, skipped, firstSkipped);
    }

    public RebuildCounts plusSkipped(Skipped one) {
        return plus(new RebuildCounts(0, 0, 1, List.of(one)));
    }

    public RebuildCounts plus(RebuildCounts others) {
        return new RebuildCounts(
                filled + others.filled,
                kept + others.kept,
                skipped + others.skipped,
                Stream.concat(firstSkipped.stream(), others.firstSkipped.stream())
                        .toList());
    }

    /** How many there were. */
    public long sum() {
        return filled + kept + skipped;
    }
}
