package dev.forge.contract.pipeline;

import java.util.Optional;

/**
 * One mistake in what a user handed in.
 *
 * @param pointer the JSON Pointer of the field ({@code /modules/0/timeout}); empty for the whole document
 * @param line from 1; empty where the text has no position
 * @param column from 1
 * @param message a sentence without a final full stop
 * @param fix what to do, as an imperative
 */
public record Problem(String pointer, Optional<Integer> line, Optional<Integer> column, String message, String fix) {
    public static Problem at(String pointer, int line, int column, String message, String fix) {
        return new Problem(pointer, Optional.of(line), Optional.of(column), message, fix);
    }

    public static Problem of(String pointer, String message, String fix) {
        return new Problem(pointer, Optional.empty(), Optional.empty(), message, fix);
    }

    /** The same mistake at another pointer. */
    Problem at(String other) {
        return new Problem(other, line, column, message, fix);
    }

    /** The same mistake, told by its pointer alone. */
    Problem withoutPlace() {
        return Problem.of(pointer, message, fix);
    }

    /** As compilers print it: {@code file:line:column: message; fix}. */
    public String in(String file) {
        String position =
                line.map(number -> ":" + number + ":" + column.orElse(1)).orElse("");
        return file + position + ": " + message + "; " + fix;
    }
}
