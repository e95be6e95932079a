package dev.forge.starter.schedule;

import dev.forge.contract.pipeline.Problem;
import java.util.List;
import java.util.Optional;

/**
 * A place in a body, where mistakes are noted.
 *
 * @param label what a sentence calls it
 * @param problems of the whole body
 */
record Spot(String pointer, String label, List<Problem> problems) {
    static Spot root(List<Problem> problems) {
        return new Spot("", "the schedule", problems);
    }

    Spot field(String name) {
        return new Spot(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), name, problems);
    }

    Spot item(int index) {
        return new Spot(pointer + "/" + index, "item " + (index + 1) + " of " + label, problems);
    }

    /** Notes a mistake; there is no value then. */
    <T> Optional<T> refuse(String message, String fix) {
        problems.add(Problem.of(pointer, message, fix));
        return Optional.empty();
    }
}
