package dev.forge.worker.main;

import java.util.Optional;

/** Numbers as people write them into variables. */
final class Numbers {
    private Numbers() {}

    static Optional<Long> whole(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
