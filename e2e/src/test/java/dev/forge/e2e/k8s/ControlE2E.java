package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A held run goes on over its workspace on the volume. */
@Execution(ExecutionMode.CONCURRENT)
class ControlE2E {
    @AutoClose
    private final Installation forge;

    ControlE2E() throws Exception {
        forge = Installation.in(Space.named("control"));
        forge.startWorker();
    }

    @Test
    void aStepThatRestoresFindsWhatItFoundAtFirstAndAfterAnEarlierOneRanAgainWhatThatOneLeft() throws Exception {
        String run = forge.submit(Chain.named("restoring")
                .held()
                .module("first", "echo first $FORGE_ATTEMPT > $FORGE_DATA/notes")
                .module(
                        "work",
                        "cat $FORGE_DATA/notes; echo dirty >> $FORGE_DATA/notes; [ $FORGE_ATTEMPT = 6 ]",
                        "restore: true",
                        "retry: {limit: 1, backoff: 1s}"));
        awaitHeldAfter(2, run);

        forge.goOn(run, "{}");
        awaitHeldAfter(4, run);
        forge.goOn(run, "{\"from\": \"first\"}");
        forge.awaitSuccess(run);

        List<String> found = new ArrayList<>();
        for (int attempt = 1; attempt <= 6; attempt++) {
            found.add(new String(forge.log(run, "work", attempt), StandardCharsets.UTF_8).strip());
        }
        assertThat(found).containsExactly("first 1", "first 1", "first 1", "first 1", "first 2", "first 2");
    }

    private RunReport awaitHeldAfter(int attempts, String run) {
        return forge.await(
                run,
                report -> report.state() == RunState.HELD
                        && Installation.step(report, "work").attempts().size() == attempts);
    }
}
