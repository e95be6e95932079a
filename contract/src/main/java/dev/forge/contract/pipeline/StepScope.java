package dev.forge.contract.pipeline;

import java.util.Collection;
import java.util.List;

/**
 * Where an expression stands among the steps: which run before its step, and which are its own or run later.
 *
 * @param parameters the names that the pipeline declares
 */
record StepScope(List<String> before, List<String> later, Collection<String> parameters) {
    private static final int SHOWN = 20;

    /** The scope of the step at a place in the order. */
    static StepScope at(List<String> order, int place, Collection<String> parameters) {
        return new StepScope(order.subList(0, place), order.subList(place, order.size()), parameters);
    }

    /** The same of a pipeline that has been read. */
    static StepScope at(List<String> order, int place, PipelineSpec spec) {
        return at(order, place, spec.parameters().keySet());
    }

    /** The step's name; where it cannot be read, words for it. */
    String self() {
        return later.getFirst().isEmpty() ? "this module" : later.getFirst();
    }

    /** The names to choose from; of very many the last. */
    List<String> usable() {
        return before.subList(Math.max(0, before.size() - SHOWN), before.size()).stream()
                .filter(Labels::isLabel)
                .toList();
    }
}
