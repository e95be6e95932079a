package dev.forge.standalone.engine;

import com.fasterxml.jackson.core.JacksonException;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What an engine writes down of its Temporal dev server, so that the next one recognises it. The ports are written
 * before the server starts and its pid is written by the new process itself before it becomes the server: an
 * engine that is killed in between leaves no server unknown, and so never two on one database.
 */
record TemporalRecord(int port, int uiPort, Optional<ProcessMark> process) {
    /** The program in front of the server: writes its own pid, then becomes the server. */
    static final String PID_SCRIPT = "echo $$ >\"$0\"; exec \"$@\"";

    static TemporalRecord before(int port, int uiPort) {
        return new TemporalRecord(port, uiPort, Optional.empty());
    }

    TemporalRecord with(ProcessMark mark) {
        return new TemporalRecord(port, uiPort, Optional.of(mark));
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    static Path pidFile(Path folder) {
        return folder.resolve("server.pid");
    }

    static Optional<TemporalRecord> read(Path folder) {
        try {
            TemporalRecord found =
                    HistoryFormat.mapper().readValue(Files.readAllBytes(file(folder)), TemporalRecord.class);
            return Optional.of(found.process().isPresent() ? found : found.withPidFile(folder));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file(folder) + " cannot be read.", e);
        }
    }

    private TemporalRecord withPidFile(Path folder) throws IOException {
        Path file = pidFile(folder);
        String text = Files.exists(file) ? Files.readString(file).strip() : "";
        // The process wrote the file right after its start, so the file's time stands for it.
        return text.isEmpty()
                ? this
                : with(new ProcessMark(
                        Long.parseLong(text), Files.getLastModifiedTime(file).toInstant()));
    }

    void write(Path folder) {
        try {
            if (process.isEmpty()) {
                Files.deleteIfExists(pidFile(folder));
            }
            Path beside = folder.resolve("server.json.new");
            Files.write(beside, HistoryFormat.mapper().writeValueAsBytes(this));
            Files.move(beside, file(folder), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file(folder) + " cannot be written.", e);
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("server.json");
    }
}
