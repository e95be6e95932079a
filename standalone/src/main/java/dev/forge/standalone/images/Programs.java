package dev.forge.standalone.images;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs other programs and reads what they say, line by line. */
public final class Programs {
    private final Map<String, String> environment;

    /** With these variables and no others. */
    public Programs(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** How a program ended. */
    public record Ended(int code, List<String> said) {
        public boolean well() {
            return code == 0;
        }

        public String lastLine() {
            return said.reversed().stream()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .map(String::strip)
                    .orElse("it said nothing, exit code " + code);
        }

        String all() {
            return String.join("\n", said);
        }
    }

    /** Whether it can be started at all and ends well. */
    public boolean works(List<String> command) throws InterruptedException {
        try {
            return started(command, line -> {}).well();
        } catch (IOException e) {
            // Not there: that is the answer.
            return false;
        }
    }

    /** Runs it to its end; one that cannot be started is an {@link UncheckedIOException}. */
    public Ended run(List<String> command, Consumer<String> line) throws InterruptedException {
        try {
            return started(command, line);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    command.getFirst() + " cannot be started. Install it, or see that it is on the PATH.", e);
        }
    }

    // Java would look for it on its own PATH.
    private List<String> located(List<String> command) throws IOException {
        String program = command.getFirst();
        List<String> whole = new ArrayList<>(command);
        whole.set(0, program.contains("/") ? program : onPath(program).toString());
        return whole;
    }

    private Path onPath(String program) throws IOException {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + program + " on the PATH"));
    }

    private Ended started(List<String> command, Consumer<String> each) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(located(command)).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        // A login or a question would wait for ever: there is nobody to answer.
        process.getOutputStream().close();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                each.accept(line);
            }
            return new Ended(process.waitFor(), said);
        } finally {
            process.destroy();
        }
    }
}
