package dev.forge.runtime.local;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.Lab;
import dev.forge.runtime.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A folder of this machine. */
record LocalLab(LocalSettings settings) implements Lab {
    static LocalLab in(Path root) {
        return new LocalLab(LocalSettings.under(root).withGrace(Duration.ofSeconds(1)));
    }

    @Override
    public JobRuntime runtime() {
        return LocalRuntime.open(settings, System.getenv(), Clock.systemUTC());
    }

    static StepOutcome ended(JobRuntime runtime, Launched launched) throws InterruptedException {
        Verdict verdict = runtime.await(launched, new Verdict.Running(Instant.EPOCH), Duration.ZERO);
        while (!(verdict instanceof Verdict.Ended(StepOutcome outcome))) {
            verdict = runtime.await(launched, verdict, Duration.ofSeconds(30));
        }
        return outcome;
    }

    @Override
    public AttemptLogs logs() {
        return new LocalAttemptLogs(settings.root());
    }

    @Override
    public String image() {
        return "busybox:1.36";
    }

    @Override
    public Duration grace() {
        return settings.grace();
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** Kills the supervisor: the module runs on, and nobody will ever see its exit code. */
    @Override
    public void lose(Launched attempt) throws IOException {
        long supervisor = folder(attempt).claimant().orElseThrow().pid();
        ProcessHandle.of(supervisor).orElseThrow().destroyForcibly();
    }

    AttemptFolder folderOf(StepTask task) {
        return new LocalFolders(settings.root()).attempt(task.attempt());
    }

    AttemptFolder folder(Launched attempt) {
        return new LocalFolders(settings.root()).attempt(attempt).orElseThrow();
    }
}
