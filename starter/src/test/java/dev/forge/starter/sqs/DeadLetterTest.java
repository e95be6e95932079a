package dev.forge.starter.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.starter.SqsQueue;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.sqs.Taker.Verdict.Poison;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

class DeadLetterTest {
    private static final int LIMIT = 256 * 1024;
    private static final Poison POISON = new Poison(ProblemCode.JOB_INVALID, "the job has no image");

    @Test
    void aMessageKeepsItsBodyAndItsAttributesAndIsKnownBySqssId() {
        Outgoing letter = letter("hello", Map.of("sender", "billing")).within(LIMIT);

        assertThat(letter.body()).isEqualTo("hello");
        assertThat(texts(letter))
                .isEqualTo(Map.of(
                        "forge-code", "job_invalid",
                        "forge-reason", "the job has no image",
                        "forge-id", "m-1",
                        "sender", "billing"));
    }

    @Test
    void ofTenAttributesThoseGoThatForgeDoesNotNeedAndTheirNamesStay() {
        Map<String, String> ten = new LinkedHashMap<>();
        for (int number = 1; number <= 7; number++) {
            ten.put("own-" + number, "value");
        }
        ten.put("forge-id", "order-7");
        ten.put("reply-to", "http://sqs/0/replies");
        ten.put("correlation-id", "17");

        Map<String, String> kept = texts(letter("hello", ten).within(LIMIT));

        assertThat(kept)
                .hasSize(10)
                .containsEntry("forge-code", "job_invalid")
                .containsEntry("forge-reason", "the job has no image")
                .containsEntry("forge-id", "order-7")
                .containsEntry("reply-to", "http://sqs/0/replies")
                .containsEntry("correlation-id", "17")
                .containsEntry("forge-left-out", "the attributes own-5, own-6, own-7")
                .containsKeys("own-1", "own-2", "own-3", "own-4");
    }

    @Test
    void ofAMessageThatFillsItsQueueAttributesGoBeforeTheBodyDoes() {
        String body = "x".repeat(LIMIT - 5000);

        Outgoing letter = letter(body, Map.of("large", "y".repeat(4900), "reply-to", "http://sqs/0/r"))
                .within(LIMIT);

        assertThat(letter.size()).isLessThanOrEqualTo(LIMIT);
        assertThat(letter.body()).isEqualTo(body);
        assertThat(texts(letter))
                .containsEntry("reply-to", "http://sqs/0/r")
                .containsEntry("forge-left-out", "the attributes large");
    }

    @Test
    void ofABodyThatFillsItsQueueTheEndGoesAndNoHalfOfACharacterStays() {
        String body = "€".repeat(LIMIT / 3);

        Outgoing letter = letter(body, Map.of()).within(LIMIT);

        assertThat(letter.size()).isBetween(LIMIT - 2000, LIMIT);
        assertThat(body).startsWith(letter.body());
        int cut = bytes(body) - bytes(letter.body());
        assertThat(texts(letter))
                .containsEntry("forge-left-out", "the last " + cut + " of " + bytes(body) + " bytes of the body")
                .containsEntry("forge-reason", "the job has no image");
    }

    @Test
    void whatIsTooLongToBeAQueueOrAnIdGoesBeforeTheBodyDoes() {
        Outgoing letter = letter("hello", Map.of("reply-to", "r".repeat(LIMIT))).within(LIMIT);

        assertThat(letter.size()).isLessThanOrEqualTo(LIMIT);
        assertThat(letter.body()).isEqualTo("hello");
        assertThat(texts(letter)).containsEntry("forge-left-out", "the attributes reply-to");
    }

    @Test
    void oneThatWasMovedBackSaysWhatIsWrongWithItNow() {
        Map<String, String> kept = texts(letter(
                        "hello",
                        Map.of(
                                "forge-code",
                                "syntax_error",
                                "forge-reason",
                                "old",
                                "forge-left-out",
                                "the attributes a"))
                .within(LIMIT));

        assertThat(kept).containsEntry("forge-reason", "the job has no image").doesNotContainKey("forge-left-out");
    }

    private static DeadLetter letter(String body, Map<String, String> attributes) {
        Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
        attributes.forEach((name, value) -> values.put(name, Outgoing.text(value)));
        Message message = Message.builder()
                .messageId("m-1")
                .receiptHandle("receipt")
                .body(body)
                .messageAttributes(values)
                .build();
        return new DeadLetter(new Delivery(new SqsQueue("http://sqs/0/", "requests"), message), POISON);
    }

    private static Map<String, String> texts(Outgoing letter) {
        Map<String, String> texts = new LinkedHashMap<>();
        letter.attributes().forEach((name, value) -> texts.put(name, value.stringValue()));
        return texts;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
