package dev.forge.starter.log;

import dev.forge.contract.step.AttemptId;

/**
 * A place in an attempt's log.
 *
 * @param offset in bytes, from 0
 */
record LogPlace(AttemptId attempt, long offset) {
    static LogPlace startOf(AttemptId attempt) {
        return new LogPlace(attempt, 0);
    }

    LogPlace at(long other) {
        return new LogPlace(attempt, other);
    }
}
