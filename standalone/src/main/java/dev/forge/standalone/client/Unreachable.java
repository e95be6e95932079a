package dev.forge.standalone.client;

/** No starter answers, or not as one does. */
public final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unreachable(String sentence) {
        super(sentence);
    }

    public Unreachable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
