package dev.forge.starter.api;

import dev.forge.starter.intake.IntakeState;
import java.util.List;

/**
 * All queues from which this starter takes requests.
 *
 * @param intakes empty where none is configured
 */
record IntakePage(List<IntakeDetail> intakes) {
    IntakePage {
        intakes = List.copyOf(intakes);
    }

    static IntakePage of(List<IntakeState> states) {
        return new IntakePage(
                states.stream().map(IntakeState::snapshot).map(IntakeDetail::of).toList());
    }
}
