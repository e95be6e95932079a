package dev.forge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.AttemptId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunKeyTest {
    private static final String DNS_LABEL = "[a-z]([-a-z0-9]{0,61}[a-z0-9])?";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weather-7k2m9x",
                "nightly-2026-11-21T05:00:00Z",
                "Ünïcödé 雨",
                "---",
                "42",
                "A",
                "x/../../etc/passwd",
                "a-name-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on"
            })
    void anyRunIdMakesADnsLabel(String runId) {
        assertThat(RunKey.of(runId)).matches(DNS_LABEL).hasSizeLessThanOrEqualTo(32);
        assertThat(new AttemptId(runId, "execution", "a-step-with-a-very-long-name", 12345).name())
                .matches(DNS_LABEL)
                .hasSizeLessThanOrEqualTo(63);
    }

    @Test
    void theKeySaysWhichRunItIs() {
        assertThat(RunKey.of("weather-7k2m9x")).startsWith("weather-7k2m9x-");
    }

    @Test
    void differentRunIdsHaveDifferentKeysEvenWhereTheirSlugsAreTheSame() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            keys.add(RunKey.of("a-long-common-beginning-of-a-run-id-" + i));
        }
        assertThat(keys).hasSize(10_000);
        assertThat(RunKey.of("A")).isNotEqualTo(RunKey.of("a"));
    }

    @Test
    void anAttemptOfAnotherExecutionStepOrNumberHasAnotherName() {
        String name = new AttemptId("run", "execution", "step", 1).name();

        assertThat(new AttemptId("run", "execution", "step", 1).name()).isEqualTo(name);
        assertThat(new AttemptId("run", "reset", "step", 1).name()).isNotEqualTo(name);
        assertThat(new AttemptId("run", "execution", "step", 2).name()).isNotEqualTo(name);
        assertThat(new AttemptId("run", "execution", "a-long-step-name-1", 1).name())
                .isNotEqualTo(new AttemptId("run", "execution", "a-long-step-name-2", 1).name());
    }
}
