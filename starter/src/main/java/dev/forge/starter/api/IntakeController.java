package dev.forge.starter.api;

import dev.forge.starter.intake.Intakes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** {@code /intake} over HTTP. */
@Controller("/intake")
class IntakeController implements IntakeOperations {
    private final Intakes intakes;

    IntakeController(Intakes intakes) {
        this.intakes = intakes;
    }

    @Override
    @Get
    public IntakePage list() {
        return IntakePage.of(intakes);
    }
}
