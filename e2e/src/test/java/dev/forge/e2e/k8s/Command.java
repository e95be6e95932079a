package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command line, as somebody types it who installs Forge or looks after it. */
final class Command {
    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private static final long PATIENCE_MINUTES = 5;

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Command(List<String> words) {
        this.words.addAll(words);
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    /** {@code ./forge}, with a home of its own. */
    static Command forge(Path home, String... arguments) {
        return of(REPOSITORY.resolve("forge").toString())
                .and(arguments)
                .with(Map.of("FORGE_HOME", home.toString(), "FORGE_PORTS", "any", "NO_COLOR", "1"));
    }

    Command and(String... more) {
        words.addAll(List.of(more));
        return this;
    }

    Command with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** How it ended, and what it has printed: its answer, and what it remarked beside it. */
    record Ended(int code, String out, String err) {
        String said() {
            return out + err;
        }
    }

    Ended end() throws IOException, InterruptedException {
        Path err = Files.createTempFile("forge-e2e", ".err");
        try {
            Process process = start(Redirect.to(err.toFile()));
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
            return new Ended(process.exitValue(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    /** Runs it to its end, which must be a good one, and returns its answer. */
    String run() throws IOException, InterruptedException {
        Ended ended = end();
        assertThat(ended.code())
                .as("%s: %s", String.join(" ", words), ended.said())
                .isZero();
        return ended.out();
    }

    Process start() throws IOException {
        return start(Redirect.INHERIT);
    }

    private Process start(Redirect remarks) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(remarks);
        builder.environment().putAll(environment);
        Process process = builder.start();
        // Whoever asks a question finds nobody.
        process.getOutputStream().close();
        return process;
    }
}
