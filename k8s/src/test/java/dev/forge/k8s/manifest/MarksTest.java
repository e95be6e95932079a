package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.AttemptId;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, labels and annotations. */
class MarksTest {
    private static final String LABEL = "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?";

    @Test
    void aRunIsFoundByItsLabels() {
        Job job = Sample.module().job();

        assertThat(job.getMetadata().getLabels())
                .isEqualTo(Map.of(
                        "app.kubernetes.io/managed-by", "forge",
                        "forge.dev/installation", "forge",
                        "forge.dev/run", RunConfigMap.name("weather-5").replaceAll("-run$", ""),
                        "forge.dev/step", "monthly",
                        "forge.dev/attempt", "1"));
    }

    @Test
    void annotationsHoldWhatLabelsCannot() {
        String run = "nightly-2026-11-21T03:00:00Z/ü " + "x".repeat(300);

        assertThat(Sample.module()
                        .attempt(run, "exec", "a-" + "b".repeat(61), 12)
                        .job()
                        .getMetadata()
                        .getAnnotations())
                .containsEntry(Names.RUN_ID, run)
                .containsEntry(Names.STEP_NAME, "a-" + "b".repeat(61))
                .containsEntry(Names.EXECUTION, "exec")
                .containsEntry(Names.TIMEOUT, "PT15M")
                .containsKey(Names.SPEC_HASH);
    }

    @Test
    void howLongAJobIsKeptIsOnlyNotedWhileItsRunIsOpen() {
        Job kept = Sample.module().kubernetes("keepJob: PT30S").job();

        assertThat(kept.getMetadata().getAnnotations()).containsEntry(Names.KEEP_JOB, "PT30S");
        assertThat(kept.getSpec().getTtlSecondsAfterFinished()).isNull();
        assertThat(Sample.module().job().getMetadata().getAnnotations()).doesNotContainKey(Names.KEEP_JOB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "monthly",
                "a",
                "source",
                "UPPER",
                "with space",
                "trailing-",
                "-leading",
                ".dot.",
                "ü",
                "",
                "日本語",
                "a-very-long-name-of-a-step-that-goes-on-and-on-beyond-all-reason-and-further",
                "a/b",
                "x:y"
            })
    void everyLabelIsOneThatKubernetesTakes(String odd) {
        assertThat(Marks.label(odd)).matches(LABEL).isNotEmpty();
        assertThat(Marks.labels("forge", odd).values()).allMatch(value -> value.matches(LABEL));
    }

    @Test
    void differentStepsHaveDifferentLabels() {
        String one = "x".repeat(80) + "1";
        String other = "x".repeat(80) + "2";

        assertThat(Marks.label(one)).isNotEqualTo(Marks.label(other));
        assertThat(Marks.label("a b")).isNotEqualTo(Marks.label("a-b"));
    }

    @Test
    void namesNeverCollideHoweverLongAndAlikeTheStepsAre() {
        Random random = new Random(20_261_121);
        Set<String> names = new HashSet<>();
        Set<AttemptId> attempts = new HashSet<>();
        List<String> runs = List.of("weather-5", "weather-50", "Weather:5", "weather-5-1");
        List<String> executions = List.of("0190-a", "0190-b", "0190-c");
        IntStream.range(0, 20_000).forEach(i -> {
            String step = "transform-the-observations-" + "a".repeat(random.nextInt(30)) + random.nextInt(200);
            AttemptId attempt = new AttemptId(
                    runs.get(random.nextInt(4)), executions.get(random.nextInt(3)), step, 1 + random.nextInt(120));
            if (attempts.add(attempt)) {
                names.add(attempt.name());
                assertThat(attempt.name()).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
            }
        });

        assertThat(names).hasSameSizeAs(attempts);
    }
}
