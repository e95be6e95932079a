package dev.forge.contract.workflow;

import io.temporal.activity.ActivityInterface;
import java.time.Instant;

/** What fills the archive again. */
@ActivityInterface
public interface RebuildActivities {
    /**
     * Fills the rows of one page of closed executions. One that cannot be read is counted, and does not keep the others from
     * their rows; an archive or a Temporal that is away is thrown. Heartbeats what is done of the page, which the next try
     * does not do again.
     */
    Filled fill(Page page);

    /**
     * A page of closed executions, the last to close first.
     *
     * @param until those that have closed by then
     * @param token what the page before has named; empty for the first
     */
    record Page(Instant until, String token) {}

    /**
     * What has become of a page.
     *
     * @param next the token of the next one; empty after the last
     */
    record Filled(RebuildCounts counts, String next) {}
}
