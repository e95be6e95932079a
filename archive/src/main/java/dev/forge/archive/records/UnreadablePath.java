package dev.forge.archive.records;

/** A text that is no path into a result, or no condition on one. */
public final class UnreadablePath extends Exception {
    private static final long serialVersionUID = 1;

    private final String fix;

    UnreadablePath(String message, String fix) {
        super(message);
        this.fix = fix;
    }

    /** What is wrong, without the text's name. */
    public String why() {
        return String.valueOf(getMessage());
    }

    /** What to do about it, as an imperative. */
    public String fix() {
        return fix;
    }
}
