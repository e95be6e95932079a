package dev.forge.starter.api;

import static dev.forge.starter.api.Representation.APPLICATION_YAML;
import static io.micronaut.http.MediaType.APPLICATION_JSON;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** {@code /openapi} over HTTP. */
@Controller("/openapi")
class ContractController implements ContractOperations {
    private final Contract contract;

    ContractController(Contract contract) {
        this.contract = contract;
    }

    @Override
    @Get
    @Produces({APPLICATION_YAML, APPLICATION_JSON})
    public HttpResponse<byte[]> openapi(HttpRequest<?> request) {
        // Whoever does not say gets YAML: that is what is kept, and what people read.
        boolean json = request.accept().stream()
                .findFirst()
                .filter(first -> first.getName().equals(APPLICATION_JSON))
                .isPresent();
        return HttpResponse.ok(json ? contract.json() : contract.yaml())
                .contentType(json ? APPLICATION_JSON : APPLICATION_YAML)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }
}
