package dev.forge.starter.api;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** {@code /healthz} over HTTP. */
@Controller("/healthz")
class HealthzController implements HealthzOperations {
    @Override
    @Get
    public Healthz healthz() {
        return Healthz.OK;
    }
}
