package dev.forge.runtime.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the machine says of its processes. */
interface Processes {
    /** An id of the machine's running since it was last started. */
    String boot();

    /** Whether exactly this process still runs; a zombie does not. */
    boolean runs(ProcessIdentity process) throws IOException;

    /**
     * What still runs of an attempt, but for its supervisor.
     *
     * @param mark a part of the environment that all its processes inherit, {@code NAME=value}
     * @param group the pid that leads its process group, where one was started
     */
    List<ProcessHandle> of(String mark, Optional<Long> group, Optional<ProcessIdentity> supervisor) throws IOException;

    static Processes ofThisMachine() throws IOException {
        return Files.isReadable(Path.of("/proc/self/stat")) ? LinuxProcesses.of(Path.of("/proc")) : PsProcesses.here();
    }
}
