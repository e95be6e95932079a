package dev.forge.standalone.cli;

import dev.forge.standalone.engine.EngineProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The program in which a person edits a file: {@code $VISUAL}, {@code $EDITOR}, or vi.
 *
 * @param command a shell's words, as both variables may hold options
 */
record Editor(String command) {
    static Editor of(Map<String, String> environment) {
        return new Editor(Stream.of("VISUAL", "EDITOR")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(words -> !words.isBlank())
                .findFirst()
                .orElse("vi"));
    }

    /** Returns when the person has done with the file. */
    void open(Path file) throws InterruptedException {
        int code = exitCode(file);
        if (code != 0) {
            throw new EngineProblem("The editor (" + command + ") ended with " + code
                    + ", so nothing was kept. Set VISUAL or EDITOR to one that runs here.");
        }
    }

    private int exitCode(Path file) throws InterruptedException {
        try {
            return new ProcessBuilder(List.of("sh", "-c", command + " \"$1\"", "sh", file.toString()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("No shell can be started for the editor.", e);
        }
    }
}
