package dev.forge.starter.notification;

import java.time.Duration;
import java.util.Optional;

/** The message is not with its receiver yet, and will be sent again. */
public final class Undelivered extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> after;

    /** With a sentence that says why, and holds no secret: people are shown it. */
    public Undelivered(String why) {
        this(why, Optional.empty());
    }

    /**
     * The same of a receiver that says when to come again.
     *
     * @param after empty: it does not say
     */
    public Undelivered(String why, Optional<Duration> after) {
        super(why);
        this.after = after;
    }

    Optional<Duration> after() {
        return after;
    }
}
