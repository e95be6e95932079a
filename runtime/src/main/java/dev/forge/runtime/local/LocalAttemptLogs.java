package dev.forge.runtime.local;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LastLines;
import dev.forge.runtime.LogSlice;
import dev.forge.runtime.RuntimeUnavailable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The logs in the folders of attempts. A log is complete once its attempt was judged. */
public final class LocalAttemptLogs implements AttemptLogs {
    private final LocalFolders folders;

    /** The logs of the attempts that were launched with this root in their {@link LocalSettings}. */
    public LocalAttemptLogs(Path root) {
        this.folders = new LocalFolders(root.toAbsolutePath().normalize());
    }

    @Override
    public Optional<LogSlice> read(AttemptId attempt, long from, int atMost) {
        if (from < 0 || atMost < 0) {
            throw new IllegalArgumentException("a log is read from 0 on, not " + atMost + " bytes from " + from);
        }
        AttemptFolder folder = folders.attempt(attempt);
        if (!Files.isDirectory(folder.path())) {
            return Optional.empty();
        }
        try {
            // Before the bytes: what is complete grows no more.
            boolean ended = folder.isJudged();
            return Optional.of(slice(folder.log(), from, atMost, ended));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static LogSlice slice(Path log, long from, int atMost, boolean ended) throws IOException {
        if (!Files.exists(log)) {
            return new LogSlice(from, new byte[0], ended);
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            byte[] bytes = new byte[(int) Math.min(atMost, Math.max(0, length - from))];
            file.seek(from);
            file.readFully(bytes);
            return new LogSlice(from, bytes, ended && from + bytes.length >= length);
        }
    }

    @Override
    public OptionalLong length(AttemptId attempt) {
        AttemptFolder folder = folders.attempt(attempt);
        if (!Files.isDirectory(folder.path())) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Files.exists(folder.log()) ? Files.size(folder.log()) : 0);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** A file tells only when it was written last: that may have been any of it. */
    @Override
    public OptionalLong since(AttemptId attempt, Instant instant) {
        // Before the time: what is written meanwhile must not be taken for older.
        OptionalLong length = length(attempt);
        return length.isPresent() && isWrittenSince(folders.attempt(attempt), instant) ? OptionalLong.of(0) : length;
    }

    private static boolean isWrittenSince(AttemptFolder folder, Instant instant) {
        try {
            // File systems keep whole seconds at least; the kernel's own clock for them lags by milliseconds.
            return Files.exists(folder.log())
                    && !Files.getLastModifiedTime(folder.log())
                            .toInstant()
                            .isBefore(instant.truncatedTo(ChronoUnit.SECONDS));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    @Override
    public List<String> lastLines(AttemptId attempt, int lines) {
        AttemptFolder folder = folders.attempt(attempt);
        try {
            return Files.exists(folder.log()) ? lastLines(folder.log(), lines) : List.of();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static List<String> lastLines(Path log, int lines) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            return LastLines.of(length, window -> end(file, length, window), lines);
        }
    }

    private static byte[] end(RandomAccessFile file, long length, int window) throws IOException {
        byte[] bytes = new byte[window];
        file.seek(length - window);
        file.readFully(bytes);
        return bytes;
    }

    private static RuntimeUnavailable unreadable(AttemptFolder folder, IOException e) {
        return new RuntimeUnavailable(
                "The log " + folder.log() + " cannot be read (" + e.getMessage() + "): make it readable.", e);
    }
}
