package dev.forge.starter.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.starter.RabbitSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyQueuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "requests | is Forge's own",
                "requests.dead | is Forge's own",
                "anybodys | add it to forge.rabbitmq.reply-queues",
                "exactly | add it to forge.rabbitmq.reply-queues",
                "replies | add it to forge.rabbitmq.reply-queues"
            })
    void whereQueuesForRepliesAreNamedNoOthersGetAnyAndForgesOwnNever(String queue, String said) {
        assertThat(refusal(queue, "exact", "replies-*", "requests*"))
                .hasValueSatisfying(why -> assertThat(why).contains("\"" + queue + "\"", said));
    }

    @ParameterizedTest
    @CsvSource({"responses", "exact", "replies-a", "replies-"})
    void thoseThatAreNamedAndThatOfTheResponsesGetThem(String queue) {
        assertThat(refusal(queue, "exact", "replies-*")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"anybodys, true", "responses, true", "requests, false", "requests.dead, false"})
    void whereNoneAreNamedAllGetThemButForgesOwn(String queue, boolean allowed) {
        assertThat(refusal(queue).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void queuesOfAnotherBrokerAreNotJudged() {
        QueueReply other = new QueueReply(Broker.SQS, "requests", Optional.empty());

        assertThat(queues("exact").refusal(other)).isEmpty();
    }

    private static Optional<String> refusal(String queue, String... named) {
        return queues(named).refusal(new QueueReply(Broker.RABBITMQ, queue, Optional.empty()));
    }

    private static ReplyQueues queues(String... named) {
        return new ReplyQueues(new RabbitSettings(
                URI.create("amqp://rabbit"),
                Optional.empty(),
                "requests",
                "responses",
                List.of(named),
                50,
                Optional.empty()));
    }
}
