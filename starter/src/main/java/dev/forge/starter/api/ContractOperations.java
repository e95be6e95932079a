package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;

/** The call that tells of all others. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Forge",
                        version = "v1",
                        license = @License(name = "Apache-2.0", identifier = "Apache-2.0"),
                        description = "Runs chains of containers over files, durably."))
interface ContractOperations {
    /**
     * Answers this document, as YAML, or as JSON where {@code Accept} asks for it.
     *
     * @return 200
     */
    HttpResponse<byte[]> openapi(HttpRequest<?> request);
}
