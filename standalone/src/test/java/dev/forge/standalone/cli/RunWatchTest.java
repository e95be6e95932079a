package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.run.RunState;
import org.junit.jupiter.api.Test;

class RunWatchTest {
    @Test
    void scriptsTellTheEndOfARunByTheExitCode() {
        assertThat(RunWatch.exitCode(RunState.SUCCEEDED)).isZero();
        assertThat(RunWatch.exitCode(RunState.FAILED)).isEqualTo(1);
        assertThat(RunWatch.exitCode(RunState.CANCELED)).isEqualTo(4);
        assertThatThrownBy(() -> RunWatch.exitCode(RunState.RUNNING)).hasMessageContaining("RUNNING");
    }
}
