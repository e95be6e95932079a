package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.StepTask.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecHashTest {
    /**
     * A worker of the next release adopts the Jobs that one of this release has launched: parts that tasks come to have
     * must not stand here while a task does not use them.
     */
    @Test
    void whatATaskDoesNotUseIsNotInItsHash() {
        StepTask task = new StepTask(
                new AttemptId("weather-5", "execution", "clean", 1),
                StepKind.MODULE,
                "busybox:1.36",
                List.of("true"),
                List.of(),
                Map.of(),
                Resources.NONE,
                Duration.ofMinutes(15),
                Workspace.CONTINUED);

        assertThat(SpecHash.text(task)).isEqualTo("""
                        {"attempt":{"runId":"weather-5","execution":"execution","step":"clean","number":1},\
                        "kind":"MODULE","image":"busybox:1.36","command":["true"],"resources":{},"timeout":"PT15M",\
                        "workspace":"CONTINUED","kubernetes":{}}""");
    }
}
