package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.workflow.HistoryFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalOutcomesTest {
    private static final AttemptId ATTEMPT = new AttemptId("run", "execution", "step", 1);
    private static final StepOutcome OUTCOME =
            new StepOutcome.Succeeded(Optional.empty(), Instant.parse("2026-11-21T12:00:00Z"), "42");

    @TempDir
    Path root;

    @Test
    void anOutcomeIsKeptBesideTheLog() throws Exception {
        new LocalOutcomes(root).keep(ATTEMPT, OUTCOME);

        Path file = new LocalFolders(root).attempt(ATTEMPT).outcome();
        assertThat(HistoryFormat.mapper().readValue(Files.readAllBytes(file), StepOutcome.class))
                .isEqualTo(OUTCOME);
        assertThat(file.resolveSibling("")).isDirectoryNotContaining(each -> !each.equals(file));
    }

    @Test
    void keepingTheSameTwiceChangesNothing() throws Exception {
        LocalOutcomes outcomes = new LocalOutcomes(root);
        outcomes.keep(ATTEMPT, OUTCOME);
        Path file = new LocalFolders(root).attempt(ATTEMPT).outcome();
        FileTime old = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(file, old);

        outcomes.keep(ATTEMPT, OUTCOME);

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);
    }
}
