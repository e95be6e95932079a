package dev.forge.runtime.local;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.EndingFailures;
import dev.forge.runtime.LaunchRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Starts attempts, each at most once. */
record LocalLauncher(
        LocalFolders folders, LocalSettings settings, Secrets secrets, Supervisor supervisor, Machine machine) {
    /**
     * An attempt that was launched, now or before.
     *
     * @param supervisor where it was started now, by us
     */
    record Start(AttemptFolder folder, AttemptSpec spec, Optional<Process> supervisor) {}

    Start launch(StepTask task) throws IOException {
        LocalFolders.requireName(task);
        AttemptFolder folder = folders.attempt(task.attempt());
        Optional<AttemptSpec> there = folder.spec();
        AttemptSpec spec = there.isPresent() ? there.get() : create(folder, task);
        if (!spec.task().equals(task)) {
            throw LocalRuntime.taken(folder);
        }
        // Where the machine restarted meanwhile, a claim may have been lost with the power: it may have been started.
        boolean startable = !folder.isClaimed()
                && !folder.isJudged()
                && spec.boot().equals(machine.processes().boot());
        return new Start(folder, spec, startable ? start(folder, spec) : Optional.empty());
    }

    private AttemptSpec create(AttemptFolder folder, StepTask task) throws IOException {
        List<String> command = new LocalCommands(settings.moduleFolders().get()).of(task);
        // Once before anything is there: what is refused leaves nothing behind.
        Environment environment = environment(folder, task);
        supervisor.requireStartable(words(task, command, environment), environment);
        folder.create(spec(task, command));
        return folder.spec().orElseThrow(() -> new IOException(folder.path() + " is there without its spec.json"));
    }

    /** Takes the name of an attempt that is not to be launched any more; whoever has taken it already keeps it. */
    void bar(StepTask task) throws IOException {
        // What has no name that a folder can bear is never launched either.
        if (LocalFolders.isName(task.attempt().name())) {
            Instant now = machine.clock().instant();
            folders.attempt(task.attempt())
                    .createBarred(
                            spec(task, List.of()),
                            new StepOutcome.Failed(Optional.empty(), now, "", EndingFailures.canceled()));
        }
    }

    private AttemptSpec spec(StepTask task, List<String> command) {
        return new AttemptSpec(
                LocalFolders.newUid(task.attempt()),
                machine.processes().boot(),
                machine.clock().instant(),
                command,
                task);
    }

    private Optional<Process> start(AttemptFolder folder, AttemptSpec spec) throws IOException {
        Path workspace = present(spec.task());
        if (spec.task().restore()) {
            folder.restoreFrom(folders.kept(spec.task()));
        }
        Environment environment = environment(folder, spec.task());
        return supervisor.start(folder, workspace, words(spec.task(), spec.command(), environment), environment);
    }

    /** Those of Source and Sink hold addresses, which whoever puts an object may choose, beside the store's credentials. */
    private static List<String> words(StepTask task, List<String> command, Environment environment) {
        return task.kind() == StepKind.MODULE
                ? command.stream().map(environment::expand).toList()
                : command;
    }

    private Path present(StepTask task) throws IOException {
        Path workspace = workspace(task);
        return switch (task.workspace()) {
            case BEGUN -> Files.createDirectories(workspace);
            case CONTINUED, RESUMED -> {
                if (!Files.isDirectory(workspace)) {
                    throw new LaunchRefused(Failure.of(
                            Category.STORAGE,
                            "the run's workspace " + workspace
                                    + " is gone, and with it what the steps before have done",
                            "start the run again"));
                }
                yield workspace;
            }
        };
    }

    private Environment environment(AttemptFolder folder, StepTask task) {
        return Environment.of(task, folder, workspace(task), settings, secrets);
    }

    private Path workspace(StepTask task) {
        return folders.workspace(task.attempt().runId());
    }
}
