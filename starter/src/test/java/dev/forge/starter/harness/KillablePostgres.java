package dev.forge.starter.harness;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL of a test's own that is killed and started again with what it has on disk. As this library starts it, it
 * confirms commits before they are written, where nobody asks for better.
 */
public final class KillablePostgres implements AutoCloseable {
    private static final String USER = "postgres";

    private final Path data;
    private final int port = TemporalServer.freePort();
    private EmbeddedPostgres server;

    public KillablePostgres(Path data) {
        this.data = data;
        server = started();
    }

    /** An archive of it, which the caller closes. */
    public Archive open() {
        String url = "jdbc:postgresql://localhost:" + port + "/postgres";
        return Archive.open(new ArchiveSettings(url, USER, "secret", ArchiveSettings.DEFAULT_POOL_SIZE));
    }

    /** Changes something behind the archive's back. */
    public void execute(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns once none of its processes is left: as long as one is, no other server starts on the same files. */
    public void kill() {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> all =
                Stream.concat(postmaster.children(), Stream.of(postmaster)).toList();
        postmaster.destroyForcibly();
        all.forEach(process -> process.onExit().join());
    }

    public void restart() {
        close();
        server = started();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessHandle postmaster() {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            return ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres started() {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
