package dev.forge.contract.step;

import java.util.List;
import java.util.Optional;

/**
 * Why an attempt did not succeed.
 *
 * @param exitCode of the container, where one was seen
 * @param reason the runtime's own word, verbatim (Kubernetes': {@code OOMKilled})
 * @param message a sentence for the module's author, without the step's name and without a final full stop
 * @param remedy what to try, as an imperative
 * @param lastLines the end of the log, oldest first
 */
public record Failure(
        Category category,
        Optional<Integer> exitCode,
        Optional<String> reason,
        String message,
        String remedy,
        List<String> lastLines) {
    public Failure {
        lastLines = List.copyOf(lastLines);
    }

    public static Failure of(Category category, String message, String remedy) {
        return new Failure(category, Optional.empty(), Optional.empty(), message, remedy, List.of());
    }

    public Failure withExitCode(int code) {
        return new Failure(category, Optional.of(code), reason, message, remedy, lastLines);
    }

    public Failure withReason(String word) {
        return new Failure(category, exitCode, Optional.of(word), message, remedy, lastLines);
    }

    public Failure withRemedy(String other) {
        return new Failure(category, exitCode, reason, message, other, lastLines);
    }

    public Failure withLastLines(List<String> lines) {
        return new Failure(category, exitCode, reason, message, remedy, lines);
    }
}
