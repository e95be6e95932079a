package dev.forge.starter.notification;

/** No further try would bring the message to its receiver. */
public final class Undeliverable extends Exception {
    private static final long serialVersionUID = 1;

    /** With a sentence that says why and what to do, and holds no secret: people are shown it. */
    public Undeliverable(String why) {
        super(why);
    }
}
