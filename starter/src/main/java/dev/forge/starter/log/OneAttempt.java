package dev.forge.starter.log;

import dev.forge.contract.step.AttemptId;
import java.util.Optional;

/** A single attempt of a course. */
final class OneAttempt implements Course {
    private final Course whole;

    OneAttempt(Course whole) {
        this.whole = whole;
    }

    @Override
    public boolean ended(AttemptId attempt) {
        return whole.ended(attempt);
    }

    @Override
    public boolean ended() {
        return true;
    }

    @Override
    public Optional<LogPlace> after(AttemptId attempt) {
        return Optional.empty();
    }

    @Override
    public Optional<LogPlace> first() {
        return Optional.empty();
    }
}
