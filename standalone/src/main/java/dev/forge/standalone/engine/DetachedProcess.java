package dev.forge.standalone.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts a program that outlives its starter: in a process group of its own, so that neither a Ctrl-C in the
 * terminal nor the starter's end reaches it, and with its output in a file.
 */
final class DetachedProcess {
    // Job control (set -m) is what gives a background program its own group in bash, without setsid, which macOS
    // lacks. The inner shell says its pid and then becomes the program.
    private static final String SCRIPT = "set -m; log=$1; shift; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $!";

    private DetachedProcess() {}

    /** Starts it; its own environment is this one's with {@code environment} put over it. */
    static ProcessHandle start(List<String> command, Map<String, String> environment, Path log) {
        List<String> line = new ArrayList<>(List.of("bash", "-c", SCRIPT, "forge", log.toString()));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            long pid = pidOf(builder.start());
            return ProcessHandle.of(pid)
                    .orElseThrow(() -> new EngineProblem(command.getFirst() + " ended at once. See " + log + "."));
        } catch (IOException e) {
            throw new EngineProblem(command.getFirst() + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static long pidOf(Process shell) throws IOException {
        try (InputStream output = shell.getInputStream()) {
            return Long.parseLong(new String(output.readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (NumberFormatException e) {
            throw new EngineProblem("bash does not start programs here. Install bash, then try again.", e);
        }
    }
}
