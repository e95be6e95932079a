package dev.forge.worker.main;

import java.util.List;

/** Settings with mistakes, one sentence each. */
final class WrongSettings extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final List<String> mistakes;

    WrongSettings(List<String> mistakes) {
        super(String.join(" ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    List<String> mistakes() {
        return mistakes;
    }
}
