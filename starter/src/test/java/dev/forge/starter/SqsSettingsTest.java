package dev.forge.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqsSettingsTest {
    private static final String HOME = "https://sqs.eu-west-1.amazonaws.com/123456789012/";
    private static final String ELSEWHERE = "https://sqs.eu-west-1.amazonaws.com/999999999999/";

    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-west-1.amazonaws.com/123456789012/requests, eu-west-1",
        "https://sqs-fips.us-gov-east-1.amazonaws.com/123456789012/requests, us-gov-east-1",
        "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/requests, cn-north-1",
        "https://vpce-1a2b.sqs.us-east-2.vpce.amazonaws.com/123456789012/requests, us-east-2",
        "http://127.0.0.1:9324/000000000000/requests, ",
        "http://elasticmq.queues:9324/queue/requests, "
    })
    void amazonsRegionIsReadInTheUrl(String url, String region) {
        assertThat(SqsQueue.parse(url).orElseThrow().region()).isEqualTo(Optional.ofNullable(region));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "requests",
                "https://sqs.eu-west-1.amazonaws.com/requests",
                "https://sqs.eu-west-1.amazonaws.com/123456789012/",
                "https://sqs.eu-west-1.amazonaws.com/123456789012/../requests",
                "https://user@sqs.eu-west-1.amazonaws.com/123456789012/requests",
                "https://sqs.eu-west-1.amazonaws.com/123456789012/requests?Action=DeleteQueue",
                "https://sqs.eu-west-1.amazonaws.com/123456789012/requests#a",
                "file:///123456789012/requests",
                "https://:80/123456789012/requests"
            })
    void whatIsNoUrlOfAQueueIsNone(String url) {
        assertThat(SqsQueue.parse(url)).isEmpty();
    }

    @Test
    void theNameTellsAnOrderedQueue() {
        assertThat(queue(HOME + "a.fifo").isFifo()).isTrue();
        assertThat(queue(HOME + "a").isFifo()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        HOME + "responses, true",
        HOME + "another, true",
        HOME + "requests, false",
        HOME + "events, false",
        HOME + "dead, false",
        ELSEWHERE + "responses, false",
        "https://evil.example/123456789012/responses, false",
        "http://sqs.eu-west-1.amazonaws.com/123456789012/another, false"
    })
    void aReplyGoesToQueuesOfTheSameAccountButNeverToOnesThatAreTakenFrom(String url, boolean allowed) {
        assertThat(settings(List.of()).mayReplyTo(queue(url))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        HOME + "responses, true",
        HOME + "another, false",
        HOME + "requests, false",
        ELSEWHERE + "replies-a, true",
        ELSEWHERE + "repl, false",
        ELSEWHERE + "exact, true",
        ELSEWHERE + "exactly, false"
    })
    void whereQueuesForRepliesAreNamedNoOthersGetAny(String url, boolean allowed) {
        assertThat(settings(List.of(ELSEWHERE + "replies-*", ELSEWHERE + "exact"))
                        .mayReplyTo(queue(url)))
                .isEqualTo(allowed);
    }

    private static SqsSettings settings(List<String> replyQueues) {
        return new SqsSettings(
                Optional.of(queue(HOME + "requests")),
                Optional.of(queue(HOME + "responses")),
                Optional.of(queue(HOME + "events")),
                Optional.of(queue(HOME + "dead")),
                replyQueues,
                Optional.empty(),
                Optional.empty(),
                SqsSettings.DEFAULT_MESSAGES_IN_AIR);
    }

    private static SqsQueue queue(String url) {
        return SqsQueue.parse(url).orElseThrow();
    }
}
