package dev.forge.runtime.local;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.runtime.OutcomeRecord;
import dev.forge.runtime.RuntimeUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Keeps outcomes as {@code outcome.json} beside the logs of their attempts. */
public final class LocalOutcomes implements OutcomeRecord {
    private final LocalFolders folders;

    /** The outcomes of the attempts that were launched with this root in their {@link LocalSettings}. */
    public LocalOutcomes(Path root) {
        this.folders = new LocalFolders(root.toAbsolutePath().normalize());
    }

    @Override
    public void keep(AttemptId attempt, StepOutcome outcome) {
        Path file = folders.attempt(attempt).outcome();
        try {
            byte[] json =
                    HistoryFormat.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(outcome);
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), json)) {
                Files.createDirectories(file.getParent());
                DurableFiles.replace(file, json);
            }
        } catch (IOException e) {
            throw new RuntimeUnavailable(
                    "The outcome " + file + " cannot be written (" + e.getMessage()
                            + "): look whether the disk is full and the folder is writable.",
                    e);
        }
    }
}
