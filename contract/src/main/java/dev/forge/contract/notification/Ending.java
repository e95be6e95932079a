package dev.forge.contract.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a run may end, as far as it matters to those who are told. */
public enum Ending {
    SUCCEEDED,
    FAILED,
    CANCELED;

    /** As an author writes them. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }

    public static Optional<Ending> of(String word) {
        return Arrays.stream(values()).filter(one -> one.name().equals(word)).findFirst();
    }
}
