package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.notification.Ending;
import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.notification.NotificationTarget.Webhook;
import dev.forge.contract.notification.SecretReference;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationReaderTest {
    private static final String JOB = "{jobName: a, image: 'a:1', replyTo: %s}";
    private static final String SECRET = "secret: {secret: s, key: k}";

    @Test
    void aWebhookIsToldOfEveryEndUnlessItSaysOfWhich() {
        assertThat(NotifyParser.parse("- {webhook: 'https://a.example.com', " + SECRET + "}\n"
                        + "- {webhook: 'https://b.example.com', " + SECRET + ", on: [CANCELED, FAILED]}"))
                .isEqualTo(new Asked.Valid<>(List.of(
                        new Webhook("https://a.example.com", new SecretReference("s", "k")),
                        new Webhook(
                                "https://b.example.com",
                                new SecretReference("s", "k"),
                                List.of(Ending.FAILED, Ending.CANCELED)))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {webhook: 'https://a.example.com'}                | /0         | add secret: {secret: forge-webhook, key: signing}
            {webhok: 'https://a.example.com', SECRET}         | /0/webhok  | did you mean webhook?
            {url: 'https://a.example.com', SECRET}            | /0/url     | write webhook
            {webhook: 'a.example.com/x', SECRET}              | /0/webhook | write a URL such as https://example.com/forge
            {webhook: 'ftp://a.example.com', SECRET}          | /0/webhook | write a URL such as https://example.com/forge
            {webhook: 'https://u:p@a.example.com', SECRET}    | /0/webhook | remove it: the receiver knows Forge by the signature
            {webhook: 'https://a.example.com:65536/x', SECRET} | /0/webhook | write a port from 0 to 65535, or none
            {webhook: 'https://${run.id}', SECRET}            | /0/webhook | …
            {webhook: 'https://a.example.com', secret: {secret: ../s, key: k}} | /0/secret/secret | use a-z, 0-9, dots and dashes, with a letter or digit at both ends
            {webhook: 'https://a.example.com', SECRET, on: [FAILD]}  | /0/on/0 | did you mean FAILED?
            {webhook: 'https://a.example.com', SECRET, on: []} | /0/on     | remove it: then all are told
            """)
    void whatIsWrongWithAWebhookIsSaidWithItsPlace(String webhook, String pointer, String fix) {
        Asked<?> read = NotifyParser.parse("- " + webhook.replace("SECRET", SECRET));

        assertThat(read)
                .isInstanceOfSatisfying(
                        Asked.Invalid.class,
                        invalid -> assertThat(((Asked.Invalid<?>) invalid).problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.pointer()).isEqualTo(pointer);
                                    if (!fix.equals("…")) {
                                        assertThat(problem.fix()).isEqualTo(fix);
                                    }
                                }));
    }

    @Test
    void moreThanTenWebhooksAreRefused() {
        String one = "- {webhook: 'https://a.example.com', " + SECRET + "}\n";

        assertThat(NotifyParser.parse(one.repeat(11))).isInstanceOf(Asked.Invalid.class);
        assertThat(NotifyParser.parse("[]")).isInstanceOf(Asked.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {rabbitmq: replies}                                         | RABBITMQ | replies                     |
            {rabbitmq: replies, correlationId: order-17}                | RABBITMQ | replies                     | order-17
            {rabbitmq: replies, correlationId: 17}                      | RABBITMQ | replies                     | 17
            {sqs: 'https://sqs.example.com/1/q', correlationId: '${a}'} | SQS      | https://sqs.example.com/1/q | ${a}
            """)
    void aJobAndARunRequestNameTheQueueForTheReply(String text, Broker broker, String queue, String id) {
        QueueReply reply = new QueueReply(broker, queue, Optional.ofNullable(id));

        assertThat(JobParser.parse(JOB.formatted(text)))
                .isInstanceOfSatisfying(
                        Asked.Valid.class,
                        valid -> assertThat(((JobRequest) valid.request()).run().replyTo())
                                .contains(reply));
        assertThat(RunRequestParser.parse("{pipeline: weather, replyTo: " + text + "}"))
                .isInstanceOfSatisfying(
                        ParsedRequest.Valid.class,
                        valid -> assertThat(valid.request().replyTo()).contains(reply));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {correlationId: x}                           | /replyTo                | add rabbitmq: forge-replies
            {rabbitmq: a, sqs: 'https://sqs.example.com/1/q'} | /replyTo/rabbitmq  | remove rabbitmq, or sqs
            {rabitmq: a}                                 | /replyTo/rabitmq        | did you mean rabbitmq?
            {queue: a}                                   | /replyTo/queue          | write rabbitmq or sqs
            {sqs: my-queue}                              | /replyTo/sqs            | write a URL such as https://example.com/forge
            {rabbitmq: ' '}                              | /replyTo/rabbitmq       | write a name, or remove the field
            """)
    void whatIsWrongWithAReplyIsSaidWithItsPlace(String text, String pointer, String fix) {
        assertThat(JobParser.parse(JOB.formatted(text)))
                .isInstanceOfSatisfying(
                        Asked.Invalid.class,
                        invalid -> assertThat(((Asked.Invalid<?>) invalid).problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.pointer()).isEqualTo(pointer);
                                    assertThat(problem.fix()).isEqualTo(fix);
                                }));
    }

    @Test
    void aNameThatAmqpDoesNotTakeIsRefused() {
        assertThat(JobParser.parse(JOB.formatted("{rabbitmq: " + "ü".repeat(128) + "}")))
                .isInstanceOf(Asked.Invalid.class);
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        RunRequest job = ((Asked.Valid<JobRequest>)
                        JobParser.parse(JOB.formatted("{rabbitmq: replies, correlationId: order-17}")))
                .request()
                .run();

        assertThat(RunRequestParser.parse(RunRequestWriter.json(job))).isEqualTo(new ParsedRequest.Valid(job));
        assertThat(JobWriter.tree(job).orElseThrow().path("replyTo").toString())
                .isEqualTo("{\"rabbitmq\":\"replies\",\"correlationId\":\"order-17\"}");
    }
}
