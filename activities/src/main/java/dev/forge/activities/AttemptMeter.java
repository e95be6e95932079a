package dev.forge.activities;

import dev.forge.contract.step.Category;
import java.time.Duration;
import java.util.Optional;

/** Whoever counts what this worker sees of attempts. It is never told of which run they are. */
public interface AttemptMeter {
    /** Counts nothing. */
    AttemptMeter NONE = new AttemptMeter() {
        @Override
        public void enters(State state) {}

        @Override
        public void leaves(State state) {}

        @Override
        public void ended(Result result, Optional<Category> category) {}

        @Override
        public void took(Phase phase, Duration time) {}

        @Override
        public void beat(Duration interval) {}
    };

    /** What an open attempt does, as it was seen last. */
    enum State {
        /** Before its launch, or launched and not running. */
        WAITING,
        RUNNING,
        /** Its container has ended or is being ended, and something of it is awaited. */
        ENDING
    }

    /** How an attempt ended. */
    enum Result {
        SUCCEEDED,
        FAILED,
        DISRUPTED,
        CANCELED
    }

    /** A part of an attempt's time. */
    enum Phase {
        /** From its launch to its container's start. */
        WAITING,
        /** From its container's start to its end. */
        RUNNING,
        /** From its container's end until the workflow is told. */
        TELLING
    }

    void enters(State state);

    void leaves(State state);

    /**
     * An attempt's end is told.
     *
     * @param category of what did not succeed
     */
    void ended(Result result, Optional<Category> category);

    void took(Phase phase, Duration time);

    /**
     * A heartbeat is sent.
     *
     * @param interval after which the next one is
     */
    void beat(Duration interval);
}
