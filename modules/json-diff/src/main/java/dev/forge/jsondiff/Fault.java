package dev.forge.jsondiff;

/** Why there is no comparison, as a sentence with its remedy. No retry mends any of it but a fault of the disk. */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Fault(int exitCode, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    /** The command says what cannot be. */
    static Fault setting(String sentence) {
        return new Fault(ExitCode.SETTING, sentence);
    }

    /** A file cannot be compared. */
    static Fault data(String sentence) {
        return new Fault(ExitCode.DATA, sentence);
    }

    /** A file is not there. */
    static Fault missing(String sentence) {
        return new Fault(ExitCode.MISSING, sentence);
    }

    /** The disk does not do what it should. */
    static Fault disk(String sentence) {
        return new Fault(ExitCode.DISK, sentence);
    }

    int exitCode() {
        return exitCode;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
