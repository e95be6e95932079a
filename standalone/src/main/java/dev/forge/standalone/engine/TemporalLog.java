package dev.forge.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What a Temporal dev server has written since it was launched. The log of the launch before is kept beside it. */
record TemporalLog(Path file) {
    private static final int LINES = 3;
    private static final String TAKEN = "address already in use";

    static TemporalLog of(Path folder) {
        return new TemporalLog(folder.resolve("temporal.log"));
    }

    /** An empty one. */
    static TemporalLog begin(Path folder) {
        TemporalLog log = of(folder);
        try {
            if (Files.exists(log.file)) {
                Files.move(log.file, folder.resolve("temporal.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(log.file + " cannot be put aside.", e);
        }
    }

    boolean saysThatAPortIsTaken() {
        return lines().stream().anyMatch(line -> line.contains(TAKEN));
    }

    /** The last lines, and where the rest is. */
    String ending() {
        List<String> all = lines();
        return all.isEmpty()
                ? "It wrote nothing into " + file + "."
                : "It wrote last:\n  "
                        + String.join("\n  ", all.subList(Math.max(0, all.size() - LINES), all.size()))
                        + "\nThe rest is in " + file + ".";
    }

    private List<String> lines() {
        try {
            return Files.exists(file)
                    ? Files.readString(file, StandardCharsets.ISO_8859_1)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read.", e);
        }
    }
}
