package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the file's fields to the records: a component without a field could never be written. */
class PipelineShapeTest {
    @Test
    void everyComponentOfTheRecordsIsAFieldInTheSameOrder() {
        assertThat(PipelineShape.PIPELINE.names())
                .filteredOn(name -> !name.equals("apiVersion"))
                .isEqualTo(components(PipelineSpec.class));
        assertThat(PipelineShape.MODULE.names())
                .filteredOn(name -> !name.startsWith("container"))
                .isEqualTo(components(ModuleSpec.class));
        assertThat(components(KubernetesSpec.class))
                .filteredOn(name -> !name.equals("namespace") && !name.equals("containers"))
                .isEqualTo(KubernetesShape.KUBERNETES.names());
        assertThat(StorageShape.SOURCE.names()).isEqualTo(components(SourceSpec.class));
        assertThat(StorageShape.SINK.names()).isEqualTo(components(SinkSpec.class));
        assertThat(components(Resources.class))
                .filteredOn(name -> !name.equals("extended"))
                .isEqualTo(PipelineShape.RESOURCES.names());
        assertThat(RequestShape.REQUEST.names())
                .filteredOn(name -> !name.equals("version"))
                .isEqualTo(components(RunRequest.class));
        assertThat(PipelineShape.CONCURRENCY.names()).isEqualTo(components(Concurrency.class));
        assertThat(PipelineShape.CONFIG_MAP.names()).isEqualTo(components(EnvValue.ConfigMapKey.class));
        assertThat(PipelineShape.SECRET.names()).isEqualTo(components(EnvValue.SecretKey.class));
    }

    @Test
    void aParameterHasAllItsFields() {
        assertThat(components(ParameterSpec.class)).containsExactly("type", "fallback", "allowed", "description");
        assertThat(ParameterShape.PARAMETER.names())
                .containsExactly("type", "default", "required", "enum", "description");
    }

    @Test
    void theRetryRuleHasAllItsFields() {
        assertThat(components(RetryRule.class))
                .containsExactly("limit", "backoff", "failExitCodes", "retryExitCodes", "memoryFactor");
        assertThat(PipelineShape.RETRY.names()).containsExactly("limit", "backoff", "exitCodes", "memoryFactor");
        assertThat(PipelineShape.EXIT_CODES.names()).containsExactly("fail", "retry");
    }

    private static List<String> components(Class<? extends Record> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                // No component of a record may be called as one of Object's methods.
                .map(name -> name.equals("webhooks") ? "notify" : name)
                .toList();
    }
}
