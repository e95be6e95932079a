package dev.forge.archive;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A versitygw on loopback that keeps its objects in a folder. */
final class VersityGateway implements AutoCloseable {
    private static final String PROGRAM = "versitygw";
    private static final String MODULE = "github.com/versity/versitygw/cmd/versitygw@v1.8.0";
    private static final Duration BUILD = Duration.ofMinutes(15);
    private static final ObjectLogSettings.Credentials KEY =
            new ObjectLogSettings.Credentials("tester", "only-for-tests");

    private final Process process;
    private final int port;

    private VersityGateway(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Given, from the PATH, from the cache, or built into it once; empty where there is no Go. */
    static Optional<Path> program() throws IOException, InterruptedException {
        Optional<Path> given =
                Optional.ofNullable(System.getenv("FORGE_TEST_VERSITYGW")).map(Path::of);
        if (given.isPresent()) {
            return given;
        }
        Path kept = cache().resolve(PROGRAM);
        Optional<Path> found = onPath(PROGRAM).or(() -> Optional.of(kept).filter(Files::isExecutable));
        if (found.isPresent()) {
            return found;
        }
        return onPath("go").isPresent() ? Optional.of(built(kept)) : Optional.empty();
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("FORGE_CACHE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "forge"))
                .resolve("bin");
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path built(Path kept) throws IOException, InterruptedException {
        Files.createDirectories(kept.getParent());
        Path log = kept.resolveSibling(PROGRAM + "-build.log");
        ProcessBuilder build = new ProcessBuilder("go", "install", MODULE)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        build.environment().put("GOBIN", kept.getParent().toString());
        Process go = build.start();
        if (!go.waitFor(BUILD.toSeconds(), TimeUnit.SECONDS) || go.exitValue() != 0) {
            go.destroyForcibly();
            throw new AssertionError("versitygw could not be built; " + log + " says why");
        }
        return kept;
    }

    static VersityGateway start(Path program, Path folder) throws IOException {
        int port = freePort();
        Process process = new ProcessBuilder(List.of(
                        program.toString(),
                        "--access",
                        KEY.accessKey(),
                        "--secret",
                        KEY.secretKey(),
                        "--port",
                        "127.0.0.1:" + port,
                        "posix",
                        "--sidecar",
                        Files.createDirectories(folder.resolve("attributes")).toString(),
                        Files.createDirectories(folder.resolve("objects")).toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("versitygw.log").toFile())
                .start();
        VersityGateway server = new VersityGateway(process, port);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive() || listens(port));
        if (!process.isAlive()) {
            throw new AssertionError("versitygw does not start: " + Files.readString(folder.resolve("versitygw.log")));
        }
        return server;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            // Not yet.
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    ObjectStoreAccess access() {
        return new ObjectStoreAccess(
                Optional.of(URI.create("http://127.0.0.1:" + port)), Optional.empty(), Optional.of(KEY));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
