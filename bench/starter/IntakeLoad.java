import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.forge.activities.ArchiveRetention;
import dev.forge.activities.ForgeActivities;
import dev.forge.activities.RunPolicy;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.archive.records.RetentionRules;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.NothingRuntime;
import dev.forge.starter.harness.RabbitServer;
import dev.forge.worker.ForgeWorker;
import dev.forge.worker.WorkerSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Messages to RabbitMQ: first as many as jobs were posted before, for the rate; then those that count, a tenth of them twice,
 * while the broker is stopped and started twice. Of all of them there must be exactly the distinct runs, and one reply's id
 * for each.
 */
final class IntakeLoad {
    private static final int CLIENTS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(45);
    private static final String USER = "postgres";
    private static final String JOB = "{\"jobName\": \"bench\", \"image\": \"nothing:1\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A rate is known from so many. */
    private static final int MOST_FOR_THE_RATE = 2_000;

    private final Path folder;
    private final int messages;
    private final int calm;

    IntakeLoad(Path folder, int messages) {
        this.folder = folder;
        this.messages = messages;
        this.calm = Math.min(messages, MOST_FOR_THE_RATE);
    }

    void measure() throws Exception {
        int port = TemporalServer.freePort();
        try (EmbeddedPostgres postgres =
                        EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(1)).start();
                TemporalServer temporal = TemporalServer.start(folder);
                RabbitServer broker = RabbitServer.start();
                Archive archive = Archive.open(new ArchiveSettings(
                        postgres.getJdbcUrl(USER, USER), USER, "bench", ArchiveSettings.DEFAULT_POOL_SIZE));
                Starter starter = Starter.begin(
                        List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow", "-cp",
                                System.getProperty("bench.starter.classpath"), "dev.forge.starter.StarterMain"),
                        Map.of("FORGE_TEMPORAL_ADDRESS", temporal.address(), "MICRONAUT_SERVER_PORT",
                                Integer.toString(port), "FORGE_ARCHIVE_URL", postgres.getJdbcUrl(USER, USER),
                                "FORGE_ARCHIVE_USER", USER, "FORGE_ARCHIVE_PASSWORD", "bench", "FORGE_RABBITMQ_URI",
                                broker.uri().toString()),
                        port,
                        folder.resolve("starter.log"))) {
            archive.migrate();
            starter.awaitAnswer("/health/readiness");
            Wait.until("the intake to connect", PATIENCE, () -> intake(starter).path("connected").asBoolean());
            double posts = post(starter);
            double taken = take(broker, starter);
            Figures.say("%n%d jobs posted under keys by %d clients, then as many messages with ids", calm, CLIENTS);
            Figures.say("  POST /jobs             %10.0f a second", posts);
            Figures.say("  messages taken         %10.0f a second", taken);
            Figures.say("  ratio                  %10.2f", taken / posts);
            disturbed(broker);
            work(temporal, archive, broker);
        }
    }

    private double post(Starter starter) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long from = System.nanoTime();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> all = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> clients.submit(() -> {
                        for (int i = next.getAndIncrement(); i < calm; i = next.getAndIncrement()) {
                            if (starter.post("/jobs", JOB, "key-" + i).statusCode() != 202) {
                                throw new IllegalStateException("a job was not taken");
                            }
                        }
                        return true;
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }
        return calm / ((System.nanoTime() - from) / 1e9);
    }

    private double take(RabbitServer broker, Starter starter) throws Exception {
        long from = System.nanoTime();
        try (Connection connection = broker.connect(); Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (int i = 0; i < calm; i++) {
                send(channel, "calm-" + i);
            }
            channel.waitForConfirmsOrDie(60_000);
        }
        Wait.until("the messages to be taken", PATIENCE, () -> intake(starter).path("started").asInt() >= calm);
        return calm / ((System.nanoTime() - from) / 1e9);
    }

    /** Whoever sends does not know of a message without its confirmation, and sends it again under its id. */
    private void disturbed(RabbitServer broker) throws Exception {
        int restarts = 0;
        for (int i = 0; i < messages; i++) {
            if (restarts < 2 && i == (restarts + 1) * messages / 3) {
                restarts++;
                broker.stop();
                broker.startAgain();
            }
            surely(broker, "stormy-" + i);
            if (i % 10 == 0) {
                surely(broker, "stormy-" + i);
            }
        }
        closeSender();
    }

    private Connection sender;
    private Channel sending;

    private void surely(RabbitServer broker, String id) throws Exception {
        while (true) {
            try {
                if (sender == null || !sender.isOpen()) {
                    sender = broker.connect();
                    sending = sender.createChannel();
                    sending.confirmSelect();
                }
                send(sending, id);
                sending.waitForConfirmsOrDie(30_000);
                return;
            } catch (IOException | TimeoutException | RuntimeException e) {
                closeSender();
            }
        }
    }

    private void closeSender() {
        if (sender != null) {
            sender.abort();
            sender = null;
        }
    }

    private static void send(Channel channel, String id) throws IOException {
        channel.basicPublish("", "forge.requests",
                new BasicProperties.Builder().messageId(id).correlationId(id).deliveryMode(2).build(),
                JOB.getBytes(StandardCharsets.UTF_8));
    }

    private void work(TemporalServer temporal, Archive archive, RabbitServer broker) throws Exception {
        NothingRuntime nothing = new NothingRuntime();
        ForgeActivities activities = new ForgeActivities(
                nothing, AttemptLogs.NONE, (attempt, outcome) -> {}, archive, RunPolicy.DEFAULT);
        ArchiveRetention keepAll = new ArchiveRetention(archive, RetentionRules.KEEP_ALL, Clock.systemUTC());
        Map<String, Set<String>> runs = new HashMap<>();
        Map<String, Set<String>> replies = new HashMap<>();
        try (ForgeWorker worker = ForgeWorker.start(temporal.client(), activities, keepAll, new WorkerSettings(50));
                Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            Wait.until("all replies", PATIENCE, () -> {
                read(channel, runs, replies);
                return replies.size() >= calm + messages;
            });
            // Whatever came twice comes soon.
            Thread.sleep(5_000);
            read(channel, runs, replies);
        }
        long distinct = runs.values().stream().flatMap(Set::stream).distinct().count();
        long once = replies.keySet().stream()
                .filter(id -> runs.get(id).size() == 1 && replies.get(id).size() == 1)
                .count();
        long started = archive.runs().stats(java.time.Instant.EPOCH).succeeded() - calm;
        Figures.say("%n%d messages, a tenth of the last %d sent twice, the broker restarted twice; %d runs, %d of them with one reply's id, %d runs that nobody sent",
                calm + messages, messages, distinct, once, started - distinct);
        if (distinct != calm + messages || once != calm + messages) {
            throw new IllegalStateException("runs or replies were lost or doubled");
        }
    }

    private static void read(Channel channel, Map<String, Set<String>> runs, Map<String, Set<String>> replies) {
        try {
            for (GetResponse reply = channel.basicGet("forge.responses", true); reply != null;
                    reply = channel.basicGet("forge.responses", true)) {
                JsonNode told = JSON.readTree(reply.getBody());
                String request = reply.getProps().getCorrelationId();
                runs.computeIfAbsent(request, _ -> new HashSet<>()).add(told.path("run").asText());
                replies.computeIfAbsent(request, _ -> new HashSet<>()).add(reply.getProps().getMessageId());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode intake(Starter starter) {
        try {
            return JSON.readTree(starter.get("/intake").body()).path("intakes").path(0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
