package dev.forge.k8s.secrets;

/** Why a Secret cannot be put where it should be, in a sentence that ends with what to do. */
public final class SecretProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean away;

    private SecretProblem(String sentence, boolean away, Throwable cause) {
        super(sentence, cause);
        this.away = away;
    }

    static SecretProblem refused(String sentence, Throwable cause) {
        return new SecretProblem(sentence, false, cause);
    }

    static SecretProblem away(String sentence, Throwable cause) {
        return new SecretProblem(sentence, true, cause);
    }

    /** Whether no cluster answered; otherwise one refused. */
    public boolean isAway() {
        return away;
    }
}
