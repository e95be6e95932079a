package dev.forge.standalone.engine;

import dev.forge.archive.records.ArchiveSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A PostgreSQL with its data in the home's folder, as a child process on loopback. It outlives an engine that is killed:
 * the next one goes on with it.
 */
final class EmbeddedPostgres implements AutoCloseable {
    /** It answers within a second; a machine that is busy building takes several times as long. */
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final String USER = "forge";

    private final PostgresProgram program;
    private final Path data;
    private final Postmaster server;
    private final String password;

    private EmbeddedPostgres(PostgresProgram program, Path data, Postmaster server, String password) {
        this.program = program;
        this.data = data;
        this.server = server;
        this.password = password;
    }

    /** The port of the server that a dead engine left behind. */
    static Optional<Integer> portLeftBehind(Home home) {
        return Postmaster.of(data(home)).map(Postmaster::port);
    }

    /** The server that a dead engine left behind, or a new one; it takes connections. */
    static EmbeddedPostgres start(Home home, Map<String, String> environment, int port) throws InterruptedException {
        PostgresProgram program = PostgresProgram.installed(environment);
        String password = PostgresPassword.of(home);
        Path data = data(home);
        Path log = home.postgres().resolve("postgres.log");
        if (Files.notExists(data)) {
            make(program, home, log);
        }
        if (Postmaster.of(data).isEmpty()) {
            ProcessHandle started =
                    DetachedProcess.start(program.command("postgres", arguments(data, port)), Map.of(), log);
            return new EmbeddedPostgres(program, data, ready(data, log, started::isAlive), password);
        }
        return new EmbeddedPostgres(program, data, ready(data, log, () -> true), password);
    }

    private static Path data(Home home) {
        return home.postgres().resolve("data");
    }

    private static List<String> arguments(Path data, int port) {
        return List.of(
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=32MB");
    }

    /** Makes the folder of the data as a whole, or not at all. */
    private static void make(PostgresProgram program, Home home, Path log) throws InterruptedException {
        try {
            Path made = Files.createTempDirectory(home.postgres(), "data.");
            List<String> arguments = List.of(
                    "--pgdata=" + made,
                    "--username=" + USER,
                    "--pwfile=" + home.postgresPassword(),
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C");
            int exit = new ProcessBuilder(program.command("initdb", arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw problem("PostgreSQL's initdb ended with " + exit, log);
            }
            Files.move(made, data(home));
        } catch (IOException e) {
            throw new EngineProblem(
                    "PostgreSQL's data cannot be made in " + home.postgres() + ": " + e.getMessage() + ". "
                            + PostgresProgram.remedy(),
                    e);
        }
    }

    // Whichever server has the folder: of two that were started at once, PostgreSQL lets only one have it.
    private static Postmaster ready(Path data, Path log, BooleanSupplier hope) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        boolean hoped = true;
        while (hoped && System.nanoTime() < deadline) {
            hoped = hope.getAsBoolean() || Postmaster.of(data).isPresent();
            Optional<Postmaster> ready = Postmaster.of(data).filter(Postmaster::ready);
            if (ready.isPresent()) {
                return ready.get();
            }
            TimeUnit.MILLISECONDS.sleep(30);
        }
        throw problem("PostgreSQL does not start", log);
    }

    private static EngineProblem problem(String what, Path log) {
        return new EngineProblem(
                what + ": " + lastLine(log) + " (the last line of " + log + "). " + PostgresProgram.remedy());
    }

    private static String lastLine(Path log) {
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> !line.isBlank())
                    .reduce((_, last) -> last)
                    .orElse("nothing");
        } catch (IOException e) {
            throw new UncheckedIOException(log + " cannot be read.", e);
        }
    }

    ArchiveSettings archive() {
        String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres";
        return new ArchiveSettings(url, USER, password, ArchiveSettings.DEFAULT_POOL_SIZE);
    }

    int port() {
        return server.port();
    }

    /** Ends it so that it need not recover at its next start. */
    @Override
    public void close() throws IOException {
        List<String> stop = program.command(
                "pg_ctl",
                List.of(
                        "-D",
                        data.toString(),
                        "-m",
                        "fast",
                        "-w",
                        "-t",
                        Long.toString(STOP_LIMIT.toSeconds()),
                        "stop"));
        new ProcessBuilder(stop)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join();
        if (Postmaster.of(data).isPresent()) {
            server.process().destroyForcibly();
        }
    }
}
