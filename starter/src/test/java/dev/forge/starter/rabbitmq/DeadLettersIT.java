package dev.forge.starter.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.forge.starter.RabbitSettings;
import dev.forge.starter.harness.RabbitServer;
import dev.forge.starter.intake.Taken.Refused;
import dev.forge.starter.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "dev.forge.starter.harness.RabbitServer#isInstalled",
        disabledReason = "rabbitmq-server is not installed: what needs it is left out")
class DeadLettersIT {
    private static final int MIB = 1024 * 1024;

    private static RabbitServer broker;

    @BeforeAll
    static void start() {
        broker = RabbitServer.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void aMessageWhoseIdAmqpDoesNotTakeBackIsKeptWithoutIt() throws Exception {
        byte[] id = "ÿ".repeat(255).getBytes(StandardCharsets.ISO_8859_1);
        Broker.Reached reached = Broker.Reached.by(RabbitSettings.at(broker.uri()), MIB, Clock.systemUTC());
        try (ConfirmedPublisher publisher = reached.publisher();
                Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("kept", true, false, false, Map.of());

            new DeadLetters(publisher, "kept")
                    .put(
                            new Delivery(1, Wire.messageId(id), new byte[] {7}),
                            new Refused(ProblemCode.RUN_REQUEST_INVALID, "its id is not in UTF-8"));

            GetResponse letter = channel.basicGet("kept", true);
            assertThat(letter.getBody()).containsExactly(7);
            assertThat(letter.getProps().getMessageId()).isNull();
            assertThat(letter.getProps().getHeaders()).containsKeys(DeadLetters.CODE, DeadLetters.REASON);
        }
    }
}
