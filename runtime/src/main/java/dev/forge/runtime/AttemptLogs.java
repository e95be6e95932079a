package dev.forge.runtime;

import dev.forge.contract.step.AttemptId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The logs of attempts, byte for byte, of those that run and of those that have ended. */
public interface AttemptLogs {
    /** No log of any attempt is known. */
    AttemptLogs NONE = new AttemptLogs() {
        @Override
        public Optional<LogSlice> read(AttemptId attempt, long from, int atMost) {
            return Optional.empty();
        }

        @Override
        public OptionalLong length(AttemptId attempt) {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong since(AttemptId attempt, Instant instant) {
            return OptionalLong.empty();
        }

        @Override
        public List<String> lastLines(AttemptId attempt, int lines) {
            return List.of();
        }
    };

    /**
     * A part of an attempt's log.
     *
     * @param from offset of the first byte wanted, from 0
     * @param atMost bytes
     * @return empty where no log of that attempt is known
     */
    Optional<LogSlice> read(AttemptId attempt, long from, int atMost);

    /** How many bytes of an attempt's log there are by now; empty where no log of that attempt is known. */
    OptionalLong length(AttemptId attempt);

    /**
     * The offset of the first byte that may have been kept at an instant or later: all that was is from there on, and as
     * much of what was kept before as the place where logs lie cannot tell from it. Where nothing was, the log's length.
     *
     * @return empty where no log of that attempt is known
     */
    OptionalLong since(AttemptId attempt, Instant instant);

    /** The last lines of an attempt's log, oldest first, decoded leniently; long lines are cut. */
    List<String> lastLines(AttemptId attempt, int lines);
}
