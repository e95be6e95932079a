package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workspaces as they are seen by an engine that is not privileged: root may read everything. */
class LocalWorkspaceFilesIT {
    private static final String RUN = "weather-1";

    @TempDir
    Path root;

    @Test
    void aFileThatMayNotBeReadIsRefusedAtOnce() throws Exception {
        Path file = write("closed.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));

        assertThat(answer("closed.json"))
                .contains("\"REFUSED\"", "may not be read by the user of this engine", "leave it readable");
    }

    @Test
    void whatLiesInAFolderThatMayNotBeEnteredIsRefusedAtOnce() throws Exception {
        Path folder = write("closed/a.json").getParent();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));

        assertThat(answer("closed/a.json")).contains("\"REFUSED\"", "may not be read");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void whatMayBeReadIsRead() throws Exception {
        write("open.json");

        assertThat(answer("open.json")).contains("\"PART\"");
    }

    private Path write(String path) throws IOException {
        Path file = new LocalFolders(root).workspace(RUN).resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "{}");
    }

    private String answer(String path) throws Exception {
        List<String> command = new ArrayList<>(withoutPrivileges());
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName(),
                root.toString(),
                path));
        Process reader = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(reader.getInputStream().readAllBytes(), System.out.charset());
        assertThat(reader.waitFor()).isZero();
        return answer;
    }

    /** Takes from root what lets it read whatever it likes. */
    private static List<String> withoutPrivileges() {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setpriv")), "root reads everything without util-linux's setpriv");
        return List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
    }

    /** An engine in a JVM of its own, which reads a file and tells the answer. */
    static final class Reader {
        private Reader() {}

        public static void main(String[] args) throws IOException {
            FileAnswer answer = new LocalWorkspaceFiles(Path.of(args[0])).read(new FileQuery(RUN, args[1], 0, 9));
            System.out.println(HistoryFormat.mapper().writeValueAsString(answer));
        }
    }
}
