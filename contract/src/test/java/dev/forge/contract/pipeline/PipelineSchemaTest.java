package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineSchemaTest {
    private static final Path COMMITTED = Path.of("src/main/resources", PipelineSchema.FILE_NAME);
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final JsonSchema SCHEMA = FACTORY.getSchema(PipelineSchema.generate());

    static Stream<MistakeTable> readable() {
        return MistakeTable.read("/pipelines/mistakes.txt")
                .filter(file -> !file.beyondTheSchema())
                .filter(file -> PipelineParser.unreadable(file.text()).isEmpty());
    }

    static Stream<MistakeTable> valid() {
        return MistakeTable.read("/pipelines/valid.txt");
    }

    @Test
    void theCommittedSchemaIsTheGeneratedOne() throws IOException {
        if (Boolean.getBoolean("forge.regenerate")) {
            Files.writeString(COMMITTED, PipelineSchema.generate());
        }
        assertThat(COMMITTED)
                .as("regenerate it: mvn -pl contract test -Dtest=PipelineSchemaTest -Dforge.regenerate=true")
                .hasContent(PipelineSchema.generate());
    }

    @Test
    void theSchemaIsOnTheClassPath() {
        assertThat(PipelineSchema.text()).isEqualTo(PipelineSchema.generate());
    }

    @Test
    void theSchemaItselfIsValid() throws IOException {
        JsonSchema meta = FACTORY.getSchema(URI.create("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(YAML.readTree(PipelineSchema.generate()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void whatTheParserAcceptsTheSchemaAccepts(MistakeTable file) throws IOException {
        assertThat(validate(file.text())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void whatTheSchemaKnowsItRefusesAsTheParserDoes(MistakeTable file) throws IOException {
        assertThat(validate(file.text())).isNotEmpty();
    }

    @Test
    void everyExampleAndDefaultOfTheSchemaFitsIt() throws IOException {
        checkExamples(YAML.readTree(PipelineSchema.generate()));
    }

    private static void checkExamples(JsonNode schema) {
        JsonSchema compiled = FACTORY.getSchema(schema);
        schema.path("examples")
                .forEach(example -> assertThat(compiled.validate(example)).isEmpty());
        if (schema.has("default")) {
            assertThat(compiled.validate(schema.get("default"))).isEmpty();
        }
        schema.path("properties").forEach(PipelineSchemaTest::checkExamples);
        schema.path("anyOf").forEach(PipelineSchemaTest::checkExamples);
        if (schema.has("items")) {
            checkExamples(schema.get("items"));
        }
    }

    /** Merge keys are no part of YAML 1.2, and this YAML reader does not take JSON's tabs. */
    private static Set<ValidationMessage> validate(String text) throws IOException {
        return SCHEMA.validate(
                YAML.readTree(text.replace("{<<: *env, LANG: de}", "{LANG: de}").replace('\t', ' ')));
    }
}
