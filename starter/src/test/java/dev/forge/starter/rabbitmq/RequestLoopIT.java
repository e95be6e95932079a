package dev.forge.starter.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.forge.starter.RabbitSettings;
import dev.forge.starter.harness.MovedClock;
import dev.forge.starter.harness.RabbitServer;
import dev.forge.starter.intake.Intake;
import dev.forge.starter.intake.IntakeState;
import dev.forge.starter.intake.IntakeState.Trouble;
import dev.forge.starter.intake.Intaking;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "dev.forge.starter.harness.RabbitServer#isInstalled",
        disabledReason = "rabbitmq-server is not installed: what needs it is left out")
class RequestLoopIT {
    private static final int MIB = 1024 * 1024;

    private static final String JOB = "{\"jobName\": \"%s\", \"image\": \"a:1\"}";

    /** As if there were little memory. */
    private static final int LARGEST_READ = 2 * MIB;

    private static RabbitServer broker;

    private final List<String> started = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        broker = RabbitServer.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void aMessageForWhichThereIsNoMemoryIsSaidAndWhatIsBehindItIsTakenOnceTheBrokerHasPutItAside() throws Exception {
        Intake intake = Intaking.of("unreadable", started::add);
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(
                    "unreadable",
                    true,
                    false,
                    false,
                    Map.of(
                            "x-queue-type", "quorum",
                            "x-delivery-limit", 5,
                            "x-dead-letter-exchange", "",
                            "x-dead-letter-routing-key", "unreadable.dead"));
            channel.queueDeclare("unreadable.dead", true, false, false, Map.of());
            send(channel, "unreadable", "x".repeat(3 * MIB));
            send(channel, "unreadable", JOB.formatted("behind"));

            Thread loop = Thread.ofVirtual().start(loop(intake)::run);
            try {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> intake.state()
                                .snapshot()
                                .connection()
                                .why()
                                .orElse("")
                                .contains("" + LARGEST_READ));
                assertThat(intake.state().snapshot().connection().why().orElseThrow())
                        .contains("max_message_size");
                assertThat(intake.state().snapshot().trouble().map(Trouble::why).orElseThrow())
                        .contains("" + LARGEST_READ);

                await().atMost(Duration.ofSeconds(60)).until(() -> started.equals(List.of("behind")));
                await().until(() -> channel.messageCount("unreadable.dead") == 1);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> intake.state().snapshot().connection().up());
            } finally {
                loop.interrupt();
                loop.join();
            }
        }
    }

    @Test
    void whatIsGivenBackIsTakenByAnotherStarterAndByThisOneOnlyOnceItCouldTakeItAgain() throws Exception {
        MovedClock clock = new MovedClock();
        AtomicReference<Optional<String>> away = new AtomicReference<>(Optional.of("the archive is away"));
        List<String> here = new CopyOnWriteArrayList<>();
        Intake lacking = Intaking.of("given-back", away::get, here::add);
        Thread loop = Thread.ofVirtual().start(loop(lacking, away::get, clock)::run);
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            await().until(() -> lacking.state().snapshot().connection().up());
            for (int number = 0; number < 3; number++) {
                send(channel, "given-back", JOB.formatted("job-" + number));
            }
            await().until(() -> lacking.state().snapshot().pause().isPresent());
            await().until(() -> channel.messageCount("given-back") == 0);

            clock.pass(Duration.ofMinutes(11));
            await().atMost(Duration.ofSeconds(40)).until(() -> channel.messageCount("given-back") == 3);
            assertThat(channel.consumerCount("given-back")).isZero();
            assertThat(lacking.state().snapshot().connection().why().orElseThrow())
                    .contains("given back", "the archive is away");
            assertThat(lacking.state().snapshot().pause().orElseThrow().why()).isEqualTo("the archive is away");

            Thread other = Thread.ofVirtual().start(loop(Intaking.of("given-back", started::add))::run);
            try {
                await().until(() -> started.size() == 3);
            } finally {
                other.interrupt();
                other.join();
            }

            away.set(Optional.empty());
            send(channel, "given-back", JOB.formatted("later"));
            await().atMost(Duration.ofSeconds(40)).until(() -> here.equals(List.of("later")));
            await().until(() -> lacking.state().snapshot().pause().isEmpty());
            assertThat(lacking.state().snapshot().connection().up()).isTrue();
        } finally {
            loop.interrupt();
            loop.join();
        }
    }

    @Test
    void whileTheDeadLettersTakeNoneWhatCanBeTakenPassesAndNoRefusedMessageIsLost() throws Exception {
        Intake intake = Intaking.of("unkept", started::add);
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            full(channel, "unkept.dead");
            Thread loop = Thread.ofVirtual().start(loop(intake)::run);
            try {
                await().until(() -> intake.state().snapshot().connection().up());
                for (int number = 0; number < 30; number++) {
                    send(channel, "unkept", "no request " + number);
                }
                send(channel, "unkept", JOB.formatted("good"));

                await().atMost(Duration.ofSeconds(20)).until(() -> started.equals(List.of("good")));
                assertThat(intake.state().snapshot().trouble().map(Trouble::why).orElseThrow())
                        .contains("cannot be put aside", "may be full");
                assertThat(intake.state().snapshot().pause()).isEmpty();
                assertThat(intake.state().snapshot().connection().up()).isTrue();

                Set<String> letters = ConcurrentHashMap.newKeySet();
                Set<String> withReasons = ConcurrentHashMap.newKeySet();
                channel.basicConsume(
                        "unkept.dead",
                        true,
                        (_, letter) -> {
                            String body = new String(letter.getBody(), StandardCharsets.UTF_8);
                            letters.add(body);
                            if (letter.getProperties().getHeaders() != null
                                    && letter.getProperties().getHeaders().containsKey("forge-reason")) {
                                withReasons.add(body);
                            }
                        },
                        _ -> {});
                await().atMost(Duration.ofSeconds(60)).until(() -> letters.size() == 31);
                assertThat(withReasons).hasSizeBetween(2, 10);
            } finally {
                loop.interrupt();
                loop.join();
            }
        }
    }

    @Test
    void aQueueThatMightDropWhatIsRejectedGetsNothingToRejectAndIsTakenFromAsBeforeLater() throws Exception {
        MovedClock clock = new MovedClock();
        Intake intake = Intaking.of("theirs", started::add);
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("theirs", true, false, false, Map.of());
            full(channel, "theirs.dead");
            send(channel, "theirs", "no request");
            for (int number = 0; number < 9; number++) {
                send(channel, "theirs", "no request " + number);
            }
            Thread loop = Thread.ofVirtual().start(loop(intake, Optional::empty, clock)::run);
            try {
                await().until(() -> intake.state().snapshot().trouble().isPresent());
                await().until(() -> channel.messageCount("theirs") == 0);

                Instant since = intake.state().snapshot().connection().since();
                clock.pass(Duration.ofMinutes(11));
                await().atMost(Duration.ofSeconds(40)).until(() -> {
                    IntakeState.Connection now = intake.state().snapshot().connection();
                    return now.up() && now.since().isAfter(since);
                });

                Set<String> letters = ConcurrentHashMap.newKeySet();
                channel.basicConsume(
                        "theirs.dead",
                        true,
                        (_, letter) -> letters.add(new String(letter.getBody(), StandardCharsets.UTF_8)),
                        _ -> {});
                await().atMost(Duration.ofSeconds(40)).until(() -> letters.size() == 11);
                send(channel, "theirs", JOB.formatted("good"));
                await().until(() -> started.equals(List.of("good")));
            } finally {
                loop.interrupt();
                loop.join();
            }
        }
    }

    private static void full(Channel channel, String queue) throws Exception {
        channel.queueDeclare(queue, true, false, false, Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
        send(channel, queue, "the one that it takes");
    }

    private static RequestLoop loop(Intake intake) {
        return loop(intake, Optional::empty, Clock.systemUTC());
    }

    private static RequestLoop loop(Intake intake, Supplier<Optional<String>> away, Clock clock) {
        RabbitSettings settings = new RabbitSettings(
                broker.uri(),
                Optional.empty(),
                intake.state().queue(),
                intake.state().queue() + ".responses",
                10);
        return new RequestLoop(Broker.Reached.by(settings, LARGEST_READ, clock), intake, wanted -> wanted, away, clock);
    }

    private static void send(Channel channel, String queue, String body) throws Exception {
        channel.confirmSelect();
        channel.basicPublish(
                "",
                queue,
                new BasicProperties.Builder().deliveryMode(2).build(),
                body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(10_000);
    }
}
