package dev.forge.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.standalone.doctor.Finding.Grade;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeededRoomTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderThatIsNotThereYetIsJudgedByWhereItWouldBeMadeAndIsNotMade() {
        Path home = folder.resolve("a/b");

        assertThat(room(home).grade()).isNotEqualTo(Grade.MISSING);
        assertThat(folder.resolve("a")).doesNotExist();
    }

    @Test
    void aFolderBelowAFileCannotBeMade() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        Finding finding = room(file.resolve("home"));

        assertThat(finding.grade()).isEqualTo(Grade.MISSING);
        assertThat(finding.found()).contains("cannot be made", file + " is in the way");
        assertThat(finding.remedy()).contains("FORGE_HOME");
    }

    private static Finding room(Path home) {
        return new NeededRoom("home", home, "FORGE_HOME").look();
    }
}
