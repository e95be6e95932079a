package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ArchiveIT {
    /** A free connection is waited for five, and a statement may take five. */
    private static final Duration SECONDS = Duration.ofSeconds(12);

    @TempDir
    Path folder;

    @Test
    void aProgramStartsWithoutItsPostgresqlAndUsesItOnceItIsThere() throws Exception {
        int port = freePort();
        try (Archive archive = Archive.open(FreshArchive.settings(port, "postgres"))) {
            assertUnavailableWithinSeconds(archive, "see that its PostgreSQL runs and can be reached from here.");

            try (EmbeddedPostgres server = start(port)) {
                assertThat(archive.runs().record(run("late").record())).isTrue();
                assertThat(server.getPort()).isEqualTo(port);
            }
        }
    }

    @Test
    void aPostgresqlThatStopsIsUnavailableAndServesAgainAfterItsRestart() throws Exception {
        int port = freePort();
        try (Archive archive = Archive.open(FreshArchive.settings(port, "postgres"))) {
            try (EmbeddedPostgres server = start(port)) {
                archive.runs().record(run("kept").record());
                assertThat(server.getPort()).isEqualTo(port);
            }

            assertUnavailableWithinSeconds(archive, "see that its PostgreSQL runs and can be reached from here.");

            try (EmbeddedPostgres server = start(port)) {
                assertThat(archive.runs().find("kept")).isPresent();
                assertThat(archive.runs().record(run("after").record())).isTrue();
                assertThat(server.getPort()).isEqualTo(port);
            }
        }
    }

    @Test
    void aServerThatTakesConnectionsAndSaysNothingIsUnavailable() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                Archive archive = Archive.open(FreshArchive.settings(silent.getLocalPort(), "postgres"))) {
            assertUnavailableWithinSeconds(archive, "see that its PostgreSQL runs and can be reached from here.");
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() throws Exception {
        ArchiveSettings settings = FreshArchive.makeDatabase();
        String url = settings.url() + "_nowhere";
        try (Archive archive =
                Archive.open(new ArchiveSettings(url, settings.user(), settings.password(), settings.poolSize()))) {
            assertUnavailableWithinSeconds(archive, "create the database, or name another one.");
        }
    }

    @Test
    void aRefusedLoginIsSaidAndNotThePassword() throws Exception {
        ArchiveSettings settings = FreshArchive.makeDatabase();
        try (Archive archive = Archive.open(new ArchiveSettings(settings.url(), "stranger", "secret", 2))) {
            assertThatThrownBy(() -> archive.runs().find("any"))
                    .isInstanceOf(ArchiveUnavailable.class)
                    .hasMessageContaining("refuses the user stranger")
                    .hasMessageEndingWith("see to the user and the password.")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aStatementThatIsKeptWaitingEndsWithinSeconds() throws Exception {
        ArchiveSettings settings = FreshArchive.makeDatabase();
        try (Archive archive = Archive.open(settings);
                Connection other = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = other.createStatement()) {
            archive.migrate();
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE runs");

            assertUnavailableWithinSeconds(archive, "ask again, and see what else its PostgreSQL is busy with.");

            other.rollback();
            assertThat(archive.runs().find("any")).isEmpty();
        }
    }

    @Test
    void connectionsThatTheServerEndsAreReplaced() throws Exception {
        ArchiveSettings settings = FreshArchive.makeDatabase();
        try (Archive archive = Archive.open(settings)) {
            archive.runs().record(run("kept").record());
            endConnections(settings);

            // The one that is met within half a second of its last use is not looked at before, and fails.
            try {
                archive.runs().find("kept");
            } catch (ArchiveUnavailable ended) {
                assertThat(ended).hasMessageContaining("does not serve");
            }
            assertThat(archive.runs().find("kept")).isPresent();
        }
    }

    @Test
    void aDatabaseThatIsPutInThePlaceOfAnotherGetsItsTables() throws Exception {
        ArchiveSettings settings = FreshArchive.makeDatabase();
        try (Archive archive = Archive.open(settings)) {
            archive.runs().record(run("lost").record());
            emptyDatabase(settings);

            assertUnavailableWithinSeconds(archive, "if they are not, empty the database in whole.");

            assertThat(archive.runs().find("lost")).isEmpty();
            assertThat(archive.runs().record(run("after").record())).isTrue();
        }
    }

    private static void emptyDatabase(ArchiveSettings settings) throws SQLException {
        try (Connection other = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = other.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
    }

    private static void endConnections(ArchiveSettings settings) throws SQLException {
        try (Connection other = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
    }

    @Test
    void programsThatPrepareOneArchiveAtOnceAllUseIt() throws Exception {
        ArchiveSettings settings = FreshArchive.makeDatabase();

        List<Boolean> written = Together.all(4, number -> {
            try (Archive archive = Archive.open(settings)) {
                return archive.runs().record(run("of-" + number).record());
            }
        });

        assertThat(written).containsOnly(true);
    }

    private static void assertUnavailableWithinSeconds(Archive archive, String remedy) {
        Instant begun = Instant.now();
        assertThatThrownBy(() -> archive.runs().find("any"))
                .isInstanceOf(ArchiveUnavailable.class)
                .hasMessageEndingWith(remedy);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(SECONDS);
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPGStartupWait(FreshArchive.STARTUP)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
