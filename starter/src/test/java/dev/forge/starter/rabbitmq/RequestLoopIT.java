package dev.forge.starter.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.forge.starter.RabbitSettings;
import dev.forge.starter.harness.RabbitServer;
import dev.forge.starter.intake.Intake;
import dev.forge.starter.intake.IntakeState.Trouble;
import dev.forge.starter.intake.Intaking;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "dev.forge.starter.harness.RabbitServer#isInstalled",
        disabledReason = "rabbitmq-server is not installed: what needs it is left out")
class RequestLoopIT {
    private static final int MIB = 1024 * 1024;

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
            send(channel, "x".repeat(3 * MIB));
            send(channel, "{\"jobName\": \"behind\", \"image\": \"a:1\"}");

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

    private static RequestLoop loop(Intake intake) {
        RabbitSettings settings = new RabbitSettings(
                broker.uri(),
                Optional.empty(),
                intake.state().queue(),
                intake.state().queue() + ".responses",
                10);
        return new RequestLoop(
                Broker.Reached.by(settings, LARGEST_READ, Clock.systemUTC()),
                intake,
                wanted -> wanted,
                Optional::empty,
                Clock.systemUTC());
    }

    private static void send(Channel channel, String body) throws Exception {
        channel.confirmSelect();
        channel.basicPublish(
                "",
                "unreadable",
                new BasicProperties.Builder().deliveryMode(2).build(),
                body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(10_000);
    }
}
