package dev.forge.starter.log;

import dev.forge.contract.step.AttemptId;

/**
 * Some bytes of an attempt's log.
 *
 * @param from the offset of the first of them
 * @param to the offset after the last of them
 */
record LogSpan(AttemptId attempt, long from, long to) {
    LogSpan {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("no span is from " + from + " to " + to);
        }
    }

    long length() {
        return to - from;
    }

    LogPlace start() {
        return new LogPlace(attempt, from);
    }
}
