package dev.forge.archive.records;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An archive in a database of its own for each class of tests, on one PostgreSQL for all of them. */
final class FreshArchive implements BeforeAllCallback, AfterAllCallback {
    private static final String USER = "postgres";
    private static final int POOL = 8;

    /** Of a server on a busy machine. */
    static final Duration STARTUP = Duration.ofMinutes(1);

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private ArchiveSettings settings;
    private Archive archive;

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

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        settings = makeDatabase();
        archive = Archive.open(settings);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        archive.close();
    }

    static ArchiveSettings makeDatabase() throws SQLException {
        String name = "archive_" + DATABASES.incrementAndGet();
        String administration = Server.RUNNING.getJdbcUrl(USER, "postgres");
        try (Connection connection = DriverManager.getConnection(administration);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return settings(Server.RUNNING.getPort(), name);
    }

    static ArchiveSettings settings(int port, String database) {
        return new ArchiveSettings("jdbc:postgresql://localhost:" + port + "/" + database, USER, "secret", POOL);
    }

    Archive archive() {
        return archive;
    }

    ArchiveSettings settings() {
        return settings;
    }

    /** What a statement of one column and one row answers. */
    String ask(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url(), USER, settings.password());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url(), USER, settings.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
