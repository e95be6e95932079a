package dev.forge.starter.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The OpenAPI document, docs/openapi.yaml, which a test holds to the code. */
@Singleton
class Contract {
    private static final String RESOURCE = "/openapi.yaml";

    byte[] yaml() {
        try (InputStream resource = Contract.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path; build the starter again");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE + " from the class path", e);
        }
    }

    byte[] json() {
        try {
            return new ObjectMapper().writeValueAsBytes(new YAMLMapper().readTree(yaml()));
        } catch (IOException e) {
            throw new UncheckedIOException("the document was read when it was built", e);
        }
    }
}
