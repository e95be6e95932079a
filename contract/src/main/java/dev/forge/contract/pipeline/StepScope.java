package dev.forge.contract.pipeline;

import java.util.List;

/** Where an expression stands among the steps: which run before its step, and which are its own or run later. */
record StepScope(List<String> before, List<String> later) {
    /** The scope of the step at a place in the order. */
    static StepScope at(List<String> order, int place) {
        return new StepScope(order.subList(0, place), order.subList(place, order.size()));
    }

    /** The step's name; where it cannot be read, words for it. */
    String self() {
        return later.getFirst().isEmpty() ? "this module" : later.getFirst();
    }

    /** The names to choose from. */
    List<String> usable() {
        return before.stream().filter(Labels::isLabel).toList();
    }
}
