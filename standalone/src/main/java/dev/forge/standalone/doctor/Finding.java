package dev.forge.standalone.doctor;

/**
 * How it stands with one thing that Forge needs.
 *
 * @param found what is there, or is not
 * @param remedy what to do, as an imperative; empty where {@code found} says it, or nothing needs to be done
 */
public record Finding(String what, Grade grade, String found, String remedy) {
    /** Whether an engine can do with it. */
    public enum Grade {
        /** There. */
        GOOD,
        /** Not as it could be, but an engine starts and runs pipelines all the same. */
        NOTE,
        /** Without it no engine starts, or no step. */
        MISSING
    }

    static Finding good(String what, String found) {
        return new Finding(what, Grade.GOOD, found, "");
    }

    static Finding note(String what, String found, String remedy) {
        return new Finding(what, Grade.NOTE, found, remedy);
    }

    static Finding missing(String what, String found, String remedy) {
        return new Finding(what, Grade.MISSING, found, remedy);
    }

    /** Of what says itself what to do. */
    static Finding missing(String what, RuntimeException problem) {
        return missing(what, String.valueOf(problem.getMessage()), "");
    }

    /** Whether no engine starts, or no step. */
    public boolean hinders() {
        return grade == Grade.MISSING;
    }
}
