package dev.forge.runtime.local;

import dev.forge.contract.RunKey;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepTask;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where things lie under the root: {@code data}, {@code kept} and {@code attempts/<name>} in {@code runs/<run key>}. */
record LocalFolders(Path root) {
    /** What is kept of a run's workspace for the retries of its steps. */
    static final String KEPT = "kept";

    private static final char UID_SEPARATOR = '.';

    Path workspace(String runId) {
        return run(runId).resolve("data");
    }

    Path run(String runId) {
        return runOf(RunKey.of(runId));
    }

    AttemptFolder attempt(AttemptId attempt) {
        return new AttemptFolder(attempts(RunKey.of(attempt.runId())).resolve(attempt.name()));
    }

    /** Where the workspace is kept as a step found it; each execution has one of its own. */
    Path kept(StepTask task) {
        AttemptId attempt = task.attempt();
        int number = Math.max(1, task.keptBefore());
        AttemptId first = new AttemptId(attempt.runId(), attempt.execution(), attempt.step(), number);
        return run(attempt.runId()).resolve(KEPT).resolve(first.name());
    }

    /** The folder of a handle; empty where the handle is none of ours. */
    Optional<AttemptFolder> attempt(Launched launched) {
        int end = launched.uid().indexOf(UID_SEPARATOR);
        if (end < 1 || !isName(launched.uid().substring(0, end)) || !isName(launched.name())) {
            return Optional.empty();
        }
        String key = launched.uid().substring(0, end);
        return Optional.of(new AttemptFolder(attempts(key).resolve(launched.name())));
    }

    /** A new uid. It begins with the run's key, since a handle holds nothing else that leads to the folder. */
    static String newUid(AttemptId attempt) {
        return RunKey.of(attempt.runId()) + UID_SEPARATOR + UUID.randomUUID();
    }

    List<AttemptFolder> attemptsOf(String runId) throws IOException {
        return in(attempts(RunKey.of(runId)));
    }

    /** The attempts of every run. */
    List<AttemptFolder> attempts() throws IOException {
        List<AttemptFolder> found = new ArrayList<>();
        for (Path run : made(root.resolve("runs"))) {
            found.addAll(in(run.resolve("attempts")));
        }
        return found;
    }

    private static List<AttemptFolder> in(Path attempts) throws IOException {
        return made(attempts).stream().map(AttemptFolder::new).toList();
    }

    private static List<Path> made(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            // The dot begins the names of folders that are still being made.
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, "[!.]*")) {
                folders.forEach(found::add);
            }
        }
        return found;
    }

    private Path runOf(String key) {
        return root.resolve("runs").resolve(key);
    }

    private Path attempts(String key) {
        return runOf(key).resolve("attempts");
    }

    /** Refuses what no folder could be named after. */
    static void requireName(StepTask task) {
        if (!isName(task.attempt().name())) {
            throw Supervisor.refused(
                    "its name " + task.attempt().step() + " cannot name a folder",
                    "name the step with letters, digits and dashes");
        }
    }

    /** Whether a text can name a folder, and leads nowhere else. */
    static boolean isName(String text) {
        return text.matches("[A-Za-z0-9_-]+");
    }
}
