package dev.forge.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real program, started by its launcher as a process of its own with the flags that users get. */
final class Launched {
    private final Process process;
    private final Path log;

    private Launched(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** With a key of the S3 server's in its environment. */
    static Launched start(Path workspace, Map<String, String> environment, String... args) throws IOException {
        Map<String, String> withKey = new HashMap<>(environment);
        withKey.putIfAbsent("AWS_ACCESS_KEY_ID", S3Server.USER);
        withKey.putIfAbsent("AWS_SECRET_ACCESS_KEY", S3Server.SECRET);
        return startWithoutKey(workspace, withKey, args);
    }

    /** With nothing of AWS in its environment but what is given, and no profile of whoever runs the tests. */
    static Launched startWithoutKey(Path workspace, Map<String, String> environment, String... args)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Path.of("transfer").toAbsolutePath().toString()));
        command.addAll(List.of(args));
        Path log = Files.createTempFile(workspace.getParent(), "transfer", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOME", workspace.getParent().toString());
        builder.environment().put("FORGE_DATA", workspace.toString());
        builder.environment().putAll(environment);
        return new Launched(builder.start(), log);
    }

    Process process() {
        return process;
    }

    String said() throws IOException {
        return Files.readString(log);
    }

    /** Waits for its end and returns the largest resident set it ever had, in MiB. */
    long peakUntilEnd() throws InterruptedException {
        long peak = 0;
        while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, resident());
        }
        return peak;
    }

    private long resident() {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException ended) {
            return 0;
        }
    }
}
