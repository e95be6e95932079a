package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxProcessesTest {
    private static final String MARK = "FORGE_OUTPUT=/runs/a/output";

    @TempDir
    private Path proc;

    @Test
    void aProcessIsFoundByTheEnvironmentItInherited() throws Exception {
        long pid = ProcessHandle.current().pid();
        process(pid, "HOME=/root\0" + MARK + "\0");

        assertThat(found()).containsExactly(ProcessHandle.current());
    }

    @Test
    void aProcessThatShowsNoEnvironmentIsNoneOfOurs() throws Exception {
        // A folder cannot be read as a file: like the kernel's own processes, it is there and tells nothing.
        Files.createDirectories(proc.resolve("2/environ"));
        readable();

        assertThat(found()).isEmpty();
    }

    @Test
    void whileNothingCanBeReadNoProcessHasEnded() throws Exception {
        process(7, MARK + "\0");
        Files.createDirectories(proc.resolve("8/environ"));
        Files.createDirectories(proc.resolve("self/stat"));

        assertThatThrownBy(this::found).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> processes().runs(new ProcessIdentity(9, "boot", "1")))
                .isInstanceOf(IOException.class);
    }

    private List<ProcessHandle> found() throws IOException {
        return processes().of(MARK, Optional.empty(), Optional.empty());
    }

    private Processes processes() {
        return new LinuxProcesses(proc, "boot");
    }

    private void process(long pid, String environment) throws IOException {
        Files.writeString(
                Files.createDirectories(proc.resolve(Long.toString(pid))).resolve("environ"), environment);
    }

    private void readable() throws IOException {
        Files.writeString(Files.createDirectories(proc.resolve("self")).resolve("stat"), "1 (init) S");
    }
}
