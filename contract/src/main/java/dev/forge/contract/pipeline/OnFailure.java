package dev.forge.contract.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a run when one of its steps is given up. */
public enum OnFailure {
    /** It ends as FAILED. */
    FAIL,
    /** It stays open as HELD, with its workspace, until somebody continues or cancels it. */
    HOLD;

    /** As an author writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(OnFailure::word).toList();
    }

    static Optional<OnFailure> of(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }
}
