package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.VersionPut;
import dev.forge.contract.workflow.HistoryFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EmbeddedPostgresIT {
    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void makeHome() {
        home = new Home(folder.resolve("home")).created();
    }

    /** Whatever a test leaves up when it fails. */
    @AfterEach
    void stop() {
        server().ifPresent(left -> left.process().destroyForcibly());
    }

    @Test
    void whatWasKeptIsThereAfterARestart() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(put(postgres)).isEqualTo(new VersionPut.Made(1));
        }
        assertThat(server()).isEmpty();

        try (EmbeddedPostgres postgres = start()) {
            assertThat(put(postgres)).isEqualTo(new VersionPut.Unchanged(1));
        }
    }

    @Test
    void theServerOfAnEngineThatDiedIsTakenOver() throws Exception {
        EmbeddedPostgres left = start();
        ProcessHandle process = server().orElseThrow().process();

        assertThat(EmbeddedPostgres.portLeftBehind(home)).contains(left.port());
        try (EmbeddedPostgres postgres = start()) {
            assertThat(postgres.port()).isEqualTo(left.port());
            assertThat(server().orElseThrow().process()).isEqualTo(process);
        }
        assertThat(server()).isEmpty();
    }

    @Test
    void oneThatWasKilledIsFollowedByAnother() throws Exception {
        EmbeddedPostgres killed = start();
        put(killed);
        ProcessHandle process = server().orElseThrow().process();
        process.destroyForcibly();
        process.onExit().join();

        try (EmbeddedPostgres postgres = start()) {
            assertThat(put(postgres)).isEqualTo(new VersionPut.Unchanged(1));
        }
    }

    @Test
    void anotherProgramUnderThePidThatIsLeftIsNoServer() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(postgres.port()).isPositive();
        }
        Path data = home.postgres().resolve("data");
        Files.writeString(
                data.resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + data + "\n1\n5432\n\n127.0.0.1\n0 0\nready\n");

        assertThat(EmbeddedPostgres.portLeftBehind(home)).isEmpty();
    }

    @Test
    void oneThatCannotStartSaysWhyAndWhatToDo() throws Exception {
        Files.createDirectories(home.postgres().resolve("data"));

        assertThatThrownBy(this::start)
                .isInstanceOf(EngineProblem.class)
                .hasMessageContainingAll("PostgreSQL does not start", "postgres.log");
    }

    private EmbeddedPostgres start() throws InterruptedException {
        return EmbeddedPostgres.start(home, System.getenv(), new Ports().choose(0));
    }

    private Optional<Postmaster> server() {
        return Postmaster.of(home.postgres().resolve("data"));
    }

    private static VersionPut put(EmbeddedPostgres postgres) {
        try (Archive archive = Archive.open(postgres.archive())) {
            return archive.pipelines().put("kept", HistoryFormat.mapper().createObjectNode());
        }
    }
}
