package dev.forge.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL server that has a folder, as it says itself in the folder's {@code postmaster.pid}.
 *
 * @param ready whether it takes connections
 */
record Postmaster(ProcessHandle process, int port, boolean ready) {
    private static final int PORT = 3;
    private static final int STATUS = 7;

    /** The one that has the folder right now. Pids are used again: another program is none, whatever the file says. */
    static Optional<Postmaster> of(Path folder) {
        List<String> lines = lines(folder.resolve("postmaster.pid"));
        if (lines.size() <= PORT) {
            return Optional.empty();
        }
        boolean ready = lines.size() > STATUS && lines.get(STATUS).startsWith("ready");
        int port = Integer.parseInt(lines.get(PORT).strip());
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> serves(process, folder))
                .map(process -> new Postmaster(process, port, ready));
    }

    private static boolean serves(ProcessHandle process, Path folder) {
        ProcessHandle.Info info = process.info();
        boolean postgres =
                info.command().filter(command -> command.endsWith("/postgres")).isPresent();
        return postgres
                && info.arguments()
                        .filter(arguments -> Arrays.asList(arguments).contains(folder.toString()))
                        .isPresent();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read.", e);
        }
    }
}
