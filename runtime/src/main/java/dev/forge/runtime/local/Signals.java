package dev.forge.runtime.local;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Sends signals; Java itself knows no process groups. */
record Signals(Path bash) {
    static final String TERM = "TERM";
    static final String KILL = "KILL";

    /** Sends a signal to a process group; that it is gone meanwhile is no error. */
    void sendToGroup(String signal, long group) throws IOException {
        Process kill = new ProcessBuilder(
                        bash.toString(), "-p", "-c", "kill -s \"$1\" -- \"-$2\"", "kill", signal, Long.toString(group))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            int _ = kill.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while a signal was sent").initCause(e);
        }
    }

    void kill(ProcessIdentity process, Processes processes) throws IOException {
        // The handle is of the process that bears the pid now; it is looked at once more, with the handle in hand.
        Optional<ProcessHandle> handle = ProcessHandle.of(process.pid());
        if (handle.isPresent() && processes.runs(process)) {
            handle.get().destroyForcibly();
        }
    }
}
