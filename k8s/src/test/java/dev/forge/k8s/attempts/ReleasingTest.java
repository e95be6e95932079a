package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.Names;
import dev.forge.runtime.EndingFailures;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long an ended run's Jobs stay: what {@code keepJob} and {@code FORGE_KEEP_JOBS} say. */
class ReleasingTest {
    private static final Duration KEEP_JOBS = Duration.ofMinutes(20);
    private static final StepOutcome CANCELED = new StepOutcome.Failed(
            Optional.empty(), Instant.parse("2026-11-21T12:00:00Z"), "", EndingFailures.canceled());

    @Test
    void aJobStaysAsLongAsTheInstallationKeepsJobs() throws Exception {
        assertThat(expiry(job(Map.of(), false)).path("ttlSecondsAfterFinished").intValue())
                .isEqualTo(1200);
    }

    @ParameterizedTest
    @CsvSource({"PT30S, 30", "PT0S, 0", "PT48H, 172800"})
    void whatItsAuthorHasSaidIsMore(String keepJob, int seconds) throws Exception {
        JsonNode spec = expiry(job(Map.of(Names.KEEP_JOB, keepJob), false));

        assertThat(spec.path("ttlSecondsAfterFinished").isInt()).isTrue();
        assertThat(spec.path("ttlSecondsAfterFinished").intValue()).isEqualTo(seconds);
        assertThat(spec.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"PT30S, 3600", "PT3H, 10800"})
    void aJobThatWasEndedWithoutAPodKeepsItsNameForAnHourAtLeast(String keepJob, int seconds) throws Exception {
        JsonNode spec = expiry(job(Map.of(Names.KEEP_JOB, keepJob), true));

        assertThat(spec.path("ttlSecondsAfterFinished").intValue()).isEqualTo(seconds);
        assertThat(spec.path("parallelism").intValue()).isZero();
    }

    private static JsonNode expiry(Job job) throws Exception {
        return HistoryFormat.mapper()
                .readTree(Releasing.expiry(job, CANCELED, KEEP_JOBS))
                .path("spec");
    }

    private static Job job(Map<String, String> annotations, boolean suspended) {
        return new JobBuilder()
                .withNewMetadata()
                .withName("weather-5-monthly-1-x")
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withSuspend(suspended)
                .endSpec()
                .build();
    }
}
