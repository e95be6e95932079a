package dev.forge.starter.harness;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** An archive in a database of its own for each class of tests, on one PostgreSQL for all of them. */
public final class FreshArchive {
    private static final String USER = "postgres";

    /** Of a server on a busy machine. */
    private static final Duration STARTUP = Duration.ofMinutes(1);

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private FreshArchive() {}

    /** Started with the first class that needs it; it ends with this JVM. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setPGStartupWait(STARTUP).start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The archive, which the caller closes. */
    public static Archive open() {
        String name = "starter_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(Server.RUNNING.getJdbcUrl(USER, "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String url = "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + name;
        return Archive.open(new ArchiveSettings(url, USER, "secret", ArchiveSettings.DEFAULT_POOL_SIZE));
    }
}
