package dev.forge.runtime;

import dev.forge.contract.step.AttemptId;
import java.util.List;
import java.util.Optional;

/** The logs of attempts, byte for byte, of those that run and of those that have ended. */
public interface AttemptLogs {
    /**
     * A part of an attempt's log.
     *
     * @param from offset of the first byte wanted, from 0
     * @param atMost bytes
     * @return empty where no log of that attempt is known
     */
    Optional<LogSlice> read(AttemptId attempt, long from, int atMost);

    /** The last lines of an attempt's log, oldest first, decoded leniently; long lines are cut. */
    List<String> lastLines(AttemptId attempt, int lines);
}
