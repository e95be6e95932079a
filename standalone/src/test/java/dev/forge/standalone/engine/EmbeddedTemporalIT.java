package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Temporal dev server whose start goes wrong. */
@Timeout(120)
class EmbeddedTemporalIT {
    private static final String TAKEN = "listen tcp 127.0.0.1:40123: bind: address already in use";

    @TempDir
    private Path folder;

    @Test
    void aServerThatFoundAPortTakenIsLaunchedAgain() throws Exception {
        Path program = program("""
                echo launched >>%1$s
                if [ "$(wc -l <%1$s)" -lt 3 ]; then echo '%2$s'; exit 1; fi
                exec %3$s "$@"
                """.formatted(launches(), TAKEN, TemporalProgram.found()));

        try (EmbeddedTemporal temporal = start(program)) {
            assertThat(temporal.awaitReady().lives()).isTrue();
        }

        assertThat(Files.readAllLines(launches())).hasSize(3);
    }

    @Test
    void aPortThatStaysTakenIsSaid() throws Exception {
        Path program = program("echo launched >>%s; echo '%s'; exit 1".formatted(launches(), TAKEN));

        try (EmbeddedTemporal temporal = start(program)) {
            assertThatThrownBy(temporal::awaitReady)
                    .isInstanceOf(EngineProblem.class)
                    .hasMessageContainingAll("ended while it started", TAKEN);
        }

        assertThat(Files.readAllLines(launches())).hasSize(3);
    }

    @Test
    void aServerThatEndsForAnotherReasonIsNotLaunchedAgain() throws Exception {
        Path program =
                program("echo launched >>%s; echo 'database disk image is malformed'; exit 1".formatted(launches()));

        try (EmbeddedTemporal temporal = start(program)) {
            assertThatThrownBy(temporal::awaitReady)
                    .isInstanceOf(EngineProblem.class)
                    .hasMessageContaining("database disk image is malformed");
        }

        assertThat(Files.readAllLines(launches())).hasSize(1);
    }

    private EmbeddedTemporal start(Path program) {
        return EmbeddedTemporal.start(folder, program, new Ports(), 0, 0);
    }

    private Path launches() {
        return folder.resolve("launches");
    }

    /** A program that takes a moment, as a server does, before it ends. */
    private Path program(String script) throws Exception {
        Path file = Files.writeString(folder.resolve("temporal"), "#!/bin/sh\nsleep 0.2\n" + script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
