package dev.forge.starter.harness;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A RabbitMQ of this test's own, from the rabbitmq-server that is installed: on free ports of loopback, with its own node
 * name, data folder, cookie and epmd. It can be stopped and started again with what it has.
 */
public final class RabbitServer implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

    private final Path folder;
    private final int port = TemporalServer.freePort();
    private final int distribution = TemporalServer.freePort();
    private final int names = TemporalServer.freePort();
    private final int secure = TemporalServer.freePort();
    private final Map<String, String> features;
    private Process process;

    private RabbitServer(Path folder, Optional<Certificates> certificates, Map<String, String> features)
            throws IOException {
        this.folder = folder;
        this.features = features;
        if (certificates.isPresent()) {
            Files.writeString(folder.resolve("rabbitmq.conf"), configuration(certificates.get()));
        }
        this.process = launched();
    }

    /** For {@code @EnabledIf}: where it is not installed, what needs it is left out. */
    public static boolean isInstalled() {
        return binary().isPresent();
    }

    public static RabbitServer start() {
        return started(Optional.empty(), Map.of());
    }

    /** The same with TLS beside it. */
    public static RabbitServer start(Certificates certificates) {
        return started(Optional.of(certificates), Map.of());
    }

    /**
     * One that came from a release without quorum queues, whose feature flags nobody has enabled since. RabbitMQ has had
     * flags for them up to 3.11; a newer one cannot be without.
     */
    public static RabbitServer startWithoutFeatures() {
        return started(Optional.empty(), Map.of("RABBITMQ_FEATURE_FLAGS", ""));
    }

    private static RabbitServer started(Optional<Certificates> certificates, Map<String, String> features) {
        try {
            RabbitServer server = new RabbitServer(Files.createTempDirectory("rabbitmq"), certificates, features);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String configuration(Certificates certificates) {
        return """
                listeners.ssl.1 = 127.0.0.1:%d
                ssl_options.cacertfile = %s
                ssl_options.certfile = %s
                ssl_options.keyfile = %s
                ssl_options.verify = verify_none
                """.formatted(secure, certificates.authority(), certificates.certificate(), certificates.key());
    }

    public URI secureUri() {
        return URI.create("amqps://guest:guest@127.0.0.1:" + secure);
    }

    public URI uri() {
        return URI.create("amqp://guest:guest@127.0.0.1:" + port);
    }

    public Connection connect() {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setPort(port);
            factory.setHost("127.0.0.1");
            return factory.newConnection("test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As an operator stops it: what it has confirmed is on disk. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** As a machine loses it. */
    public void kill() {
        // The process is a script that waits for Erlang's: killed alone, it would leave that one behind.
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /** As it hangs: its connections stand, and nothing is answered. */
    public void suspend() {
        signal("STOP");
    }

    /** It goes on where it was suspended. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        List<String> command = Stream.concat(
                        Stream.of("kill", "-" + signal),
                        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                                .map(one -> Long.toString(one.pid())))
                .toList();
        try {
            new ProcessBuilder(command).start().onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void startAgain() {
        process = launched();
        awaitAnswer();
    }

    @Override
    public void close() {
        kill();
        try {
            ProcessBuilder ending = new ProcessBuilder("epmd", "-port", Integer.toString(names), "-kill");
            ending.environment().put("ERL_EPMD_RELAXED_COMMAND_CHECK", "1");
            ending.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
            if (Files.exists(folder)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Debian's own script lets root and its own user start it alone: what it calls anybody may call. */
    private static Optional<Path> binary() {
        Stream<Path> known = Stream.of(Path.of("/usr/lib/rabbitmq/bin"));
        Stream<Path> onPath =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
        return Stream.concat(known, onPath)
                .map(at -> at.resolve("rabbitmq-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Process launched() {
        ProcessBuilder builder = new ProcessBuilder(binary().orElseThrow().toString()).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("RABBITMQ_"));
        String none = folder.resolve("none").toString();
        environment.putAll(Map.ofEntries(
                Map.entry("HOME", folder.toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                Map.entry("RABBITMQ_NODENAME", "forge-test-" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distribution)),
                Map.entry(
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        // By itself it tries a dead letter that was not taken after three minutes again.
                        "-kernel inet_dist_use_interface {127,0,0,1}"
                                + " -rabbit dead_letter_worker_publisher_confirm_timeout 1000"),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", Integer.toString(names)),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        folder.resolve("plugins").toString()),
                // Where it is not there, there is none.
                Map.entry(
                        "RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
                Map.entry("RABBITMQ_ADVANCED_CONFIG_FILE", none)));
        environment.putAll(features);
        try {
            return builder.redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() {
        try {
            Awaitility.await().ignoreExceptions().atMost(STARTS_WITHIN).until(() -> {
                connect().close();
                return true;
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("RabbitMQ did not start:\n" + last(folder.resolve("out")), e);
        }
    }

    private static String last(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
