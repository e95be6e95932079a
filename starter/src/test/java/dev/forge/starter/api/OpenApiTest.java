package dev.forge.starter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final Path COMMITTED = Path.of("../docs/openapi.yaml");

    @Test
    void theCommittedContractIsWhatTheCodeSays() throws IOException {
        String ofCode = OpenApiDocument.ofCode();
        if (Boolean.getBoolean("forge.regenerate")) {
            Files.writeString(COMMITTED, ofCode);
        }

        assertThat(COMMITTED)
                .as("the API has changed; if that is meant, accept it and commit docs/openapi.yaml: mvn -pl starter -am"
                        + " test -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dforge.regenerate=true")
                .hasContent(ofCode);
    }
}
