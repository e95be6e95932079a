package dev.forge.standalone.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.forge.runtime.AttemptLogs;
import dev.forge.starter.ForgeStarter;
import dev.forge.starter.RabbitSettings;
import dev.forge.starter.StarterSettings;
import dev.forge.starter.harness.RabbitServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A RabbitMQ that is lost while requests are sent to it, taken from it and answered over it, among real servers. */
@EnabledIf(
        value = "dev.forge.starter.harness.RabbitServer#isInstalled",
        disabledReason = "rabbitmq-server is not installed: what needs it is left out")
@Timeout(300)
class KilledBrokerIT {
    private static final int REQUESTS = 200;

    /** So many requests are under way at once: each sender waits for its reply before it sends the next. */
    private static final int SENDERS = 40;

    /** Fewer, so that some of those wait with the broker. */
    private static final int PREFETCH = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(10);

    /** Between two looks at what changes within milliseconds. */
    private static final Duration AT_ONCE = Duration.ofMillis(2);

    /** Temporal answers ten questions for numbers a second. */
    private static final Duration LOOK = Duration.ofMillis(100);

    @TempDir
    private static Path folder;

    private final RabbitServer broker = RabbitServer.start();
    private final RabbitSettings queues =
            new RabbitSettings(broker.uri(), Optional.empty(), "requests", RabbitSettings.DEFAULT_RESPONSES, PREFETCH);
    private final Replies replies = new Replies();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger confirmed = new AtomicInteger();
    private AroundStarter around;
    private ForgeStarter starter;

    @BeforeEach
    void start() throws Exception {
        around = AroundStarter.start(new Home(folder.resolve("home")).created());
        starter = ForgeStarter.start(
                StarterSettings.anyPort().withRabbit(queues), around.client(), AttemptLogs.NONE, around.archive());
    }

    @AfterEach
    void stop() throws Exception {
        starter.close();
        around.close();
        broker.close();
    }

    @Test
    void eachRequestHasOneRunAndOneReplyThoughItsBrokerIsStoppedAndKilledMeanwhile() throws Exception {
        ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                all.add(others.submit(this::send));
            }
            all.add(others.submit(() -> {
                lose(broker::stop, REQUESTS / 3);
                lose(broker::kill, 2 * REQUESTS / 3);
            }));
            await().atMost(PATIENCE)
                    .pollInterval(LOOK)
                    .ignoreExceptions()
                    .failFast(() -> assertThatNoneHasFailed(all))
                    .untilAsserted(() -> assertThat(take()).isEqualTo(REQUESTS));
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            others.shutdownNow();
        }
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> around.open() == 0);
        take();

        assertThat(replies.all()).allSatisfy(those -> assertThat(those).hasSize(1));
        assertThat(around.executions("job.asked-"))
                .hasSize(REQUESTS)
                .containsExactlyInAnyOrderElementsOf(replies.runs());
        assertThat(waiting(queues.requests())).isZero();
        assertThat(waiting(queues.dead())).isZero();
    }

    private static void assertThatNoneHasFailed(List<Future<?>> all) {
        assertThat(all)
                .filteredOn(one -> one.state() == Future.State.FAILED)
                .map(Future::exceptionNow)
                .isEmpty();
    }

    private void send() {
        for (int number = next.getAndIncrement(); number < REQUESTS; number = next.getAndIncrement()) {
            String id = "request-" + number;
            // Of what is not confirmed a sender knows nothing, and sends it again.
            await().atMost(PATIENCE).pollInterval(LOOK).ignoreExceptions().until(() -> isConfirmed(id));
            confirmed.incrementAndGet();
            await().atMost(PATIENCE).pollInterval(LOOK).until(() -> replies.has(id));
        }
    }

    private boolean isConfirmed(String id) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            // Else one that comes before the starter has made the queue would be confirmed, and dropped.
            channel.queueDeclarePassive(queues.requests());
            channel.confirmSelect();
            channel.basicPublish(
                    "",
                    queues.requests(),
                    new BasicProperties.Builder().messageId(id).deliveryMode(2).build(),
                    "{\"jobName\": \"asked\", \"image\": \"nothing:1\"}".getBytes(UTF_8));
            return channel.waitForConfirms(CONFIRMED_WITHIN.toMillis());
        }
    }

    /** In the midst: one request has just been confirmed, and others are being sent, taken, run and answered. */
    private void lose(Runnable loss, int answered) {
        await().atMost(PATIENCE).pollInterval(AT_ONCE).until(() -> replies.requests() >= answered);
        int before = confirmed.get();
        await().atMost(PATIENCE).pollInterval(AT_ONCE).until(() -> confirmed.get() > before);
        assertThat(confirmed.get() - replies.requests())
                .as("requests that were confirmed, and not answered yet when the broker was lost")
                .isPositive();
        loss.run();
        broker.startAgain();
    }

    /** How many requests are answered by now. */
    private int take() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            replies.take(channel);
        }
        return replies.requests();
    }

    private long waiting(String queue) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            return channel.messageCount(queue);
        }
    }
}
