package dev.forge.runtime.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.Waiting;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.LaunchRefused;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.Verdict;
import dev.forge.runtime.WorkspaceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs attempts as processes of this machine, under supervisors that outlive the worker. */
public final class LocalRuntime implements JobRuntime {
    private final LocalFolders folders;
    private final LocalLauncher launcher;
    private final LocalSettings settings;
    private final Machine machine;
    private final Map<Launched, LocalAttempt> known = new ConcurrentHashMap<>();

    private LocalRuntime(LocalFolders folders, LocalLauncher launcher, LocalSettings settings, Machine machine) {
        this.folders = folders;
        this.launcher = launcher;
        this.settings = settings;
        this.machine = machine;
    }

    /**
     * Opens the place under the settings' root; any number of workers of one machine may have it open.
     *
     * @param environment the worker's own environment
     * @throws RuntimeUnavailable if the root cannot be written, or bash is missing
     */
    public static LocalRuntime open(LocalSettings settings, Map<String, String> environment, Clock clock) {
        return answer("The folder " + settings.root() + " for local runs", () -> {
            Files.createDirectories(settings.root());
            // One path for one file, whichever way a worker came: the processes of an attempt are known by it.
            LocalFolders folders = new LocalFolders(settings.root().toRealPath());
            Supervisor supervisor = Supervisor.under(folders.root(), environment);
            Machine machine = new Machine(Processes.ofThisMachine(), new Signals(supervisor.bash()), clock);
            Secrets secrets = new Secrets(folders.root().resolve("secrets"), Map.copyOf(environment));
            LocalLauncher launcher = new LocalLauncher(folders, settings, secrets, supervisor, machine);
            return new LocalRuntime(folders, launcher, settings, machine);
        });
    }

    @Override
    public Launched launch(StepTask task) {
        return answer("The attempt " + task.attempt().name(), () -> {
            LocalLauncher.Start start = launcher.launch(task);
            Launched launched = start.spec().launched();
            if (start.supervisor().isPresent()) {
                known.put(launched, attempt(start.folder(), start.spec(), start.supervisor()));
            }
            return launched;
        });
    }

    @Override
    public JsonNode preview(StepTask task) {
        return answer("A module folder", () -> new LocalPreview(folders, settings).of(task));
    }

    @Override
    public void bar(StepTask task) {
        answer("The attempt " + task.attempt().name(), () -> {
            launcher.bar(task);
            return task;
        });
    }

    @Override
    public Verdict await(Launched attempt, Verdict before, Duration atMost) throws InterruptedException {
        Pauses pauses = Pauses.within(atMost);
        while (true) {
            Verdict now = look(attempt);
            if (now instanceof Verdict.Ended || !now.equals(before) || pauses.over()) {
                return now;
            }
            pause(pauses, attempt, now);
        }
    }

    @Override
    public Optional<Waiting> end(Launched attempt, Duration atMost) throws InterruptedException {
        answer("The attempt " + attempt.name(), () -> {
            Optional<LocalAttempt> there = find(attempt);
            if (there.isPresent()) {
                there.get().end();
            }
            return there;
        });
        Pauses pauses = Pauses.within(atMost);
        while (true) {
            Verdict now = look(attempt);
            switch (now) {
                case Verdict.Ended _ -> {
                    return Optional.empty();
                }
                case Verdict.Ending(Waiting why)
                when pauses.over() -> {
                    return Optional.of(why);
                }
                case Verdict.Ending _, Verdict.Pending _, Verdict.Running _ -> pause(pauses, attempt, now);
            }
        }
    }

    @Override
    public List<Present> present(String runId) {
        return answer("The run " + runId, () -> {
            List<Present> present = new ArrayList<>();
            for (AttemptFolder folder : folders.attemptsOf(runId)) {
                folder.spec()
                        .filter(spec -> spec.task().attempt().runId().equals(runId) && !folder.isJudged())
                        .map(spec -> new Present(
                                spec.launched(), spec.task().attempt().execution()))
                        .ifPresent(present::add);
            }
            return present;
        });
    }

    @Override
    public List<String> runs() {
        return answer("The runs", () -> {
            Set<String> runs = new TreeSet<>();
            for (AttemptFolder folder : folders.attempts()) {
                if (!folder.isJudged()) {
                    folder.spec().map(spec -> spec.task().attempt().runId()).ifPresent(runs::add);
                }
            }
            return List.copyOf(runs);
        });
    }

    /** Does nothing: the module itself writes its log where it stays. */
    @Override
    public void completeLog(AttemptId attempt, Consumer<Waiting> tell) {}

    /** Does nothing: what is left of an attempt is its record, and keeps its name from being launched again. */
    @Override
    public void release(String runId, Predicate<String> isOver) {}

    @Override
    public WorkspaceFiles files() {
        return new LocalWorkspaceFiles(folders.root());
    }

    @Override
    public void clean(String runId) {
        answer("The workspace of the run " + runId, () -> {
            Workspaces.remove(folders.run(runId), folders.workspace(runId));
            return runId;
        });
    }

    private Verdict look(Launched attempt) {
        return answer("The attempt " + attempt.name(), () -> {
            Optional<LocalAttempt> there = find(attempt);
            if (there.isEmpty()) {
                return gone(attempt);
            }
            Verdict now = there.get().look();
            if (now instanceof Verdict.Ended) {
                known.remove(attempt);
            }
            return now;
        });
    }

    /** Also where somebody removed the folder of an attempt that runs: then nothing else would ever end it. */
    private Verdict gone(Launched attempt) throws IOException {
        Optional<AttemptFolder> folder = folders.attempt(attempt).filter(each -> !Files.exists(each.path()));
        if (folder.isPresent()) {
            List<ProcessHandle> left = machine.processes().of(folder.get().mark(), Optional.empty(), Optional.empty());
            left.forEach(ProcessHandle::destroyForcibly);
            if (!left.isEmpty()) {
                Waiting why = Waiting.passing(
                        "what it left running is being killed", machine.clock().instant());
                return new Verdict.Ending(why);
            }
        }
        return new Verdict.Ended(
                new StepOutcome.Disrupted(Optional.empty(), machine.clock().instant(), Outcomes.vanished()));
    }

    private Optional<LocalAttempt> find(Launched attempt) throws IOException {
        Optional<AttemptFolder> folder = folders.attempt(attempt);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Optional<AttemptSpec> spec =
                folder.get().spec().filter(each -> each.launched().equals(attempt));
        return spec.map(each -> known.computeIfAbsent(attempt, _ -> attempt(folder.get(), each, Optional.empty())));
    }

    private LocalAttempt attempt(AttemptFolder folder, AttemptSpec spec, Optional<Process> supervisor) {
        return new LocalAttempt(folder, spec, machine, settings.grace(), supervisor);
    }

    private void pause(Pauses pauses, Launched attempt, Verdict now) throws InterruptedException {
        LocalAttempt there = known.get(attempt);
        if (there == null) {
            pauses.poll();
        } else {
            pauses.pause(now, there.supervisor(), answer("The attempt " + attempt.name(), there::deadline));
        }
    }

    private static <T> T answer(String what, Disk<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw new RuntimeUnavailable(
                    what + " cannot be read or written (" + e.getMessage()
                            + "): look whether the disk is full and the folder is writable.",
                    e);
        }
    }

    static LaunchRefused taken(AttemptFolder folder) {
        return new LaunchRefused(Failure.of(
                Category.INTERNAL,
                "its name " + folder.name() + " is taken by an attempt with another specification",
                "try it again as a new run; the other is in " + folder.path()));
    }

    /** A question that the disk answers. */
    private interface Disk<T> {
        T ask() throws IOException;
    }
}
