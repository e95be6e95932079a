package dev.forge.runtime;

import dev.forge.contract.step.AttemptId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the logs of attempts are kept: of each attempt a chain of segments, to which many workers may want to append.
 * The next segment of a chain can be appended only once, by whoever comes first; who comes later is told so, looks at
 * what is there now, and goes on from there. So a log is never doubled and has no hole, whatever a worker that was
 * taken for dead still writes. Every store passes the same contract suite.
 *
 * <p>A store that does not answer throws {@link RuntimeUnavailable}; asking again later is right.
 */
public interface LogStore {
    /** The most bytes that a segment may have; a page of a log never reads more than a few of them. */
    int LARGEST_SEGMENT = 8 * 1024 * 1024;

    /**
     * Appends a segment to an attempt's log. Appending the same segment of the same holder again changes nothing.
     *
     * @param bytes as many as the segment says
     * @return false where another segment is in that place
     */
    boolean append(AttemptId attempt, LogSegment segment, byte[] bytes);

    /** The last segment of an attempt's log; empty where nothing was appended. */
    Optional<LogSegment> last(AttemptId attempt);

    /** The last of the segments that begin at an offset or before it; empty where nothing was appended. */
    Optional<LogExtent> at(AttemptId attempt, long offset);

    /**
     * The offset from which on all segments were appended at an instant or later, by the store's own clock, of which whole
     * seconds count: a segment of the same second is among them. Where none was, the log's length.
     *
     * @return empty where nothing was appended
     */
    OptionalLong since(AttemptId attempt, Instant instant);

    /**
     * Bytes of a segment.
     *
     * @param from offset in the segment
     * @param atMost bytes
     */
    byte[] bytes(AttemptId attempt, LogExtent extent, int from, int atMost);
}
