package dev.forge.runtime.local;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepTask;
import java.time.Instant;
import java.util.List;

/**
 * What an attempt's folder says of it. Secrets are references here.
 *
 * @param boot the machine's boot in which it was made; in another one it can no longer start
 * @param command what its image became here, before {@code $(…)} is expanded: that may put secrets in
 */
record AttemptSpec(String uid, String boot, Instant launchedAt, List<String> command, StepTask task) {
    AttemptSpec {
        command = List.copyOf(command);
    }

    Launched launched() {
        return new Launched(task.attempt().name(), uid);
    }
}
