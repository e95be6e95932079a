package dev.forge.starter.harness;

import dev.forge.starter.SqsQueue;
import dev.forge.starter.SqsSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** A server that speaks as SQS does, in memory; stopped, it forgets its queues. */
public final class ElasticMq implements AutoCloseable {
    private final int port;
    private final SqsClient client;
    private SQSRestServer server;

    private ElasticMq(int port) {
        this.port = port;
        this.server = server(port);
        this.client = SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint(port))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    public static ElasticMq start() {
        // The starter has its credentials from the SDK's default chain; this server asks for some and looks at none.
        System.setProperty(SdkSystemSetting.AWS_ACCESS_KEY_ID.property(), "any");
        System.setProperty(SdkSystemSetting.AWS_SECRET_ACCESS_KEY.property(), "any");
        return new ElasticMq(TemporalServer.freePort());
    }

    private static SQSRestServer server(int port) {
        SQSRestServer server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withPort(port)
                .withServerAddress(new NodeAddress("http", "127.0.0.1", port, ""))
                .start();
        server.waitUntilStarted();
        return server;
    }

    private static URI endpoint(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** With nothing but where it is. */
    public SqsSettings settings() {
        return new SqsSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(endpoint(port)),
                Optional.empty(),
                SqsSettings.DEFAULT_MESSAGES_IN_AIR);
    }

    /** The same where a queue of requests is taken from. */
    public static SqsSettings taking(SqsSettings at, SqsQueue requests) {
        return with(at, Optional.of(requests), Optional.empty());
    }

    /** The same where buckets tell by a queue of their objects. */
    public static SqsSettings hearing(SqsSettings at, SqsQueue events) {
        return with(at, Optional.empty(), Optional.of(events));
    }

    private static SqsSettings with(SqsSettings at, Optional<SqsQueue> requests, Optional<SqsQueue> events) {
        return new SqsSettings(
                requests,
                Optional.empty(),
                events,
                Optional.empty(),
                List.of(),
                at.endpoint(),
                at.region(),
                at.messagesInAir());
    }

    public SqsQueue queue(String name) {
        return queue(name, Map.of());
    }

    /** With a redrive policy. */
    public SqsQueue queue(String name, SqsQueue deadLetters, int receives) {
        String arn = client.getQueueAttributes(
                        request -> request.queueUrl(deadLetters.url()).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        return queue(
                name,
                Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\": \"" + arn + "\", \"maxReceiveCount\": \"" + receives + "\"}"));
    }

    private SqsQueue queue(String name, Map<QueueAttributeName, String> attributes) {
        Map<QueueAttributeName, String> all = new HashMap<>(attributes);
        if (name.endsWith(".fifo")) {
            all.put(QueueAttributeName.FIFO_QUEUE, "true");
        }
        return SqsQueue.parse(
                        client.createQueue(request -> request.queueName(name).attributes(all))
                                .queueUrl())
                .orElseThrow();
    }

    public void delete(SqsQueue queue) {
        client.deleteQueue(request -> request.queueUrl(queue.url()));
    }

    public void send(SqsQueue queue, String body) {
        send(queue, body, Map.of());
    }

    public void send(SqsQueue queue, String body, Map<String, String> attributes) {
        send(queue, body, request -> request.messageAttributes(values(attributes)));
    }

    public void send(SqsQueue queue, String body, Consumer<SendMessageRequest.Builder> more) {
        client.sendMessage(request -> {
            request.queueUrl(queue.url()).messageBody(body);
            more.accept(request);
        });
    }

    private static Map<String, MessageAttributeValue> values(Map<String, String> attributes) {
        Map<String, MessageAttributeValue> values = new HashMap<>();
        attributes.forEach((name, value) -> values.put(
                name,
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(value)
                        .build()));
        return values;
    }

    /** Takes what is there now out of a queue. */
    public List<Message> drain(SqsQueue queue) {
        List<Message> messages = client.receiveMessage(request -> request.queueUrl(queue.url())
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
        messages.forEach(message ->
                client.deleteMessage(request -> request.queueUrl(queue.url()).receiptHandle(message.receiptHandle())));
        return messages;
    }

    /** How many messages there are, waiting and in the air. */
    public Held held(SqsQueue queue) {
        Map<QueueAttributeName, String> counts = client.getQueueAttributes(request -> request.queueUrl(queue.url())
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return new Held(
                Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)),
                Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)));
    }

    public record Held(int waiting, int inAir) {
        public static final Held NOTHING = new Held(0, 0);
    }

    public void stop() {
        server.stopAndWait();
    }

    /** Without any queue. */
    public void startAgain() {
        server = server(port);
    }

    @Override
    public void close() {
        client.close();
        stop();
    }
}
