package dev.forge.runtime.local;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A folder of this machine. */
record LocalLab(LocalSettings settings) implements Lab {
    static LocalLab in(Path root) {
        return new LocalLab(LocalSettings.under(root).withGrace(Duration.ofSeconds(1)));
    }

    @Override
    public JobRuntime runtime() {
        return LocalRuntime.open(settings, System.getenv(), Clock.systemUTC());
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
