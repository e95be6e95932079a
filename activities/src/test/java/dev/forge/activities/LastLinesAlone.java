package dev.forge.activities;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Logs of which nobody asks for anything but their last lines. */
interface LastLinesAlone extends AttemptLogs {
    @Override
    default Optional<LogSlice> read(AttemptId attempt, long from, int atMost) {
        return Optional.empty();
    }

    @Override
    default OptionalLong length(AttemptId attempt) {
        return OptionalLong.empty();
    }

    @Override
    default OptionalLong since(AttemptId attempt, Instant instant) {
        return OptionalLong.empty();
    }
}
