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
        assertThat(PipelineShape.MODULE.names()).isEqualTo(components(ModuleSpec.class));
        assertThat(PipelineShape.SOURCE.names()).isEqualTo(components(SourceSpec.class));
        assertThat(PipelineShape.SINK.names()).isEqualTo(components(SinkSpec.class));
        assertThat(PipelineShape.RESOURCES.names()).isEqualTo(components(Resources.class));
        assertThat(PipelineShape.SECRET.names()).isEqualTo(components(EnvValue.SecretKey.class));
    }

    @Test
    void theRetryRuleHasAllItsFields() {
        assertThat(components(RetryRule.class)).containsExactly("limit", "backoff", "failExitCodes", "retryExitCodes");
        assertThat(PipelineShape.RETRY.names()).containsExactly("limit", "backoff", "exitCodes");
        assertThat(PipelineShape.EXIT_CODES.names()).containsExactly("fail", "retry");
    }

    private static List<String> components(Class<? extends Record> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
