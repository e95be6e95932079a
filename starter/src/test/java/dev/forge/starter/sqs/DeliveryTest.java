package dev.forge.starter.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.starter.SqsQueue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class DeliveryTest {
    private static final SqsQueue PLAIN = new SqsQueue("http://sqs/0/", "requests");
    private static final SqsQueue ORDERED = new SqsQueue("http://sqs/0/", "requests.fifo");

    /** Of "hello". */
    private static final String SHA_256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @Test
    void aMessageIsKnownBySqssId() {
        assertThat(new Delivery(PLAIN, message("m-1").build()).id()).isEqualTo("m-1");
    }

    @Test
    void anOrderedQueuesMessageIsKnownByTheIdThatItsSenderChose() {
        assertThat(ordered("m-1", "a", "order-7").id())
                .isEqualTo(ordered("m-2", "a", "order-7").id())
                .contains("order-7");
    }

    @Test
    void oneIdInTwoGroupsIsOfTwoMessages() {
        assertThat(List.of(
                        ordered("m-1", "a", "order-7").id(),
                        ordered("m-2", "b", "order-7").id(),
                        ordered("m-3", "a/b", "c").id(),
                        ordered("m-4", "a", "b/c").id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void anIdThatSqsMadeOfTheBodyIsNoneOfTheSenders() {
        assertThat(ordered("m-1", "a", SHA_256).id()).isEqualTo("m-1");
    }

    @Test
    void whatTheSenderCallsItGoesBeforeAll() {
        Message message = message("m-1")
                .attributes(Map.of(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, "d-1"))
                .messageAttributes(Map.of(Delivery.FORGE_ID, Outgoing.text(" order-7 ")))
                .build();

        assertThat(new Delivery(ORDERED, message).id()).isEqualTo("order-7");
    }

    @Test
    void messagesOfAGroupWaitForEachOtherAndForNoOthers() {
        Delivery first = ordered("m-1", "a", "1");
        Delivery other = ordered("m-2", "b", "2");
        Delivery second = ordered("m-3", "a", "3");

        Collection<List<Delivery>> lanes = Lane.of(List.of(first, other, second));

        assertThat(lanes).containsExactly(List.of(first, second), List.of(other));
    }

    @Test
    void messagesOfAnUnorderedQueueWaitForNone() {
        Delivery first = new Delivery(PLAIN, message("m-1").build());
        Delivery second = new Delivery(PLAIN, message("m-2").build());

        assertThat(Lane.of(List.of(first, second))).containsExactly(List.of(first), List.of(second));
    }

    @Test
    void whatSqsTakesInNoTextIsAQuestionMark() {
        assertThat(Outgoing.text("a\u0000b\u0007c\nd\uFFFEe \uD83D\uDE00").stringValue())
                .isEqualTo("a?b?c\nd?e \uD83D\uDE00");
    }

    private static Delivery ordered(String id, String group, String deduplicationId) {
        return new Delivery(
                ORDERED,
                message(id)
                        .attributes(Map.of(
                                MessageSystemAttributeName.MESSAGE_GROUP_ID, group,
                                MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, deduplicationId))
                        .build());
    }

    private static Message.Builder message(String id) {
        return Message.builder().messageId(id).receiptHandle("receipt of " + id).body("hello");
    }
}
