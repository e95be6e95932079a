package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConcludeTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Conclusion CONCLUSION = new Conclusion(
            new RunReport(
                    "run",
                    "key",
                    "weather",
                    RunState.SUCCEEDED,
                    Optional.empty(),
                    Optional.empty(),
                    NOON,
                    Optional.of(NOON.plusSeconds(9)),
                    List.of(),
                    Optional.empty()),
            "execution",
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Optional.empty());

    @Test
    void withoutAnArchiveThereIsNothingToKeep() {
        assertThatCode(() -> activities(Archive.absent()).conclude(CONCLUSION)).doesNotThrowAnyException();
    }

    /** Temporal tries again then, for as long as it takes. */
    @Test
    void anArchiveThatIsAwayIsNoReasonToEnd() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/forge";
        try (Archive away = Archive.open(new ArchiveSettings(url, "forge", "secret", 1))) {
            assertThatThrownBy(() -> activities(away).conclude(CONCLUSION)).isInstanceOf(ArchiveUnavailable.class);
        }
    }

    private static ForgeActivities activities(Archive archive) {
        return new ForgeActivities(
                new ScriptedRuntime(),
                new Attempts.FixedLogs(List.of()),
                (of, outcome) -> {},
                archive,
                RunPolicy.DEFAULT);
    }
}
