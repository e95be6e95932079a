package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Launched;
import dev.forge.runtime.JobRuntime.Present;
import org.junit.jupiter.api.Test;

class PredecessorsTest {
    private final ScriptedRuntime runtime = new ScriptedRuntime();
    private final Predecessors predecessors = new Predecessors(runtime, new AttemptEnder(runtime));

    private void end(String execution, int attempt) {
        predecessors.end(new AttemptId("run", execution, "monthly", attempt), new ScriptedContext().heartbeat());
    }

    @Test
    void theyAreAskedForOnceAnExecution() {
        end("today", 1);
        end("today", 2);
        assertThat(runtime.asked).isEqualTo(1);

        end("tomorrow", 1);
        assertThat(runtime.asked).isEqualTo(2);
    }

    @Test
    void whatComesLaterIsEndedToo() {
        end("today", 1);
        runtime.present.add(new Present(new Launched("late", "uid-late"), "yesterday"));

        end("today", 2);

        assertThat(runtime.calls).containsExactly("end uid-late");
    }
}
