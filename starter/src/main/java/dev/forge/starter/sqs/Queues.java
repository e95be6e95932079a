package dev.forge.starter.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.SqsQueue;
import dev.forge.starter.SqsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** SQS, as far as the starter asks it; each call throws {@link SqsUnavailable} or {@link SqsRefused}. */
final class Queues implements AutoCloseable {
    /** As long as SQS lets a receiver wait for a message. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /** As many as SQS hands out, or changes, in one call. */
    static final int BATCH = 10;

    private static final Pattern ARN = Pattern.compile("arn:[^:]+:sqs:[^:]*:(?<account>[^:]+):(?<name>[^:]+)");

    private final SqsClient client;

    private Queues(SqsClient client) {
        this.client = client;
    }

    /** Speaks to nobody yet. */
    static Queues open(SqsSettings settings) {
        return new Queues(SqsClients.client(settings));
    }

    /**
     * Waits for messages.
     *
     * @param atMost 1 to {@value #BATCH}
     * @param hidden for how long nobody else gets them
     * @return in an ordered queue: those of a group in their order; none where none came within {@link #LONGEST_WAIT}
     */
    List<Delivery> receive(SqsQueue queue, int atMost, Duration hidden) {
        List<Message> messages = asked(
                "give messages of " + queue,
                () -> client.receiveMessage(request -> request.queueUrl(queue.url())
                                .maxNumberOfMessages(atMost)
                                .waitTimeSeconds((int) LONGEST_WAIT.toSeconds())
                                .visibilityTimeout((int) hidden.toSeconds())
                                .messageAttributeNames("All")
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                        .messages());
        if (!messages.stream().allMatch(Queues::isWhole)) {
            throw new SqsRefused("SQS gives of " + queue + " what is no message: it has no id or no receipt handle");
        }
        return messages.stream().map(message -> new Delivery(queue, message)).toList();
    }

    /** That it has a body the client has seen, which holds it against its digest. */
    private static boolean isWhole(Message message) {
        return message.messageId() != null && message.receiptHandle() != null;
    }

    void delete(Delivery delivery) {
        asked(
                "delete a message of " + delivery.queue(),
                () -> client.deleteMessage(
                        request -> request.queueUrl(delivery.queue().url())
                                .receiptHandle(delivery.message().receiptHandle())));
    }

    /**
     * Hides messages of one queue for so long from now on.
     *
     * @param some {@value #BATCH} at most
     * @return those that SQS did not hide
     */
    List<NotHidden> hide(SqsQueue queue, List<Delivery> some, Duration hidden) {
        return asked(
                        "hide messages of " + queue,
                        () -> client.changeMessageVisibilityBatch(
                                        request -> request.queueUrl(queue.url()).entries(hiding(some, hidden)))
                                .failed())
                .stream()
                .map(failed -> new NotHidden(
                        some.get(Integer.parseInt(failed.id())), failed.code() + " (" + failed.message() + ")"))
                .toList();
    }

    /**
     * A message that others may receive though it was to be hidden.
     *
     * @param why SQS's word and sentence
     */
    record NotHidden(Delivery delivery, String why) {}

    void send(SqsQueue queue, Outgoing message) {
        SendMessageRequest.Builder request = SendMessageRequest.builder()
                .queueUrl(queue.url())
                .messageBody(message.body())
                .messageAttributes(message.attributes());
        if (queue.isFifo()) {
            request.messageGroupId(message.group()).messageDeduplicationId(message.deduplicationId());
        }
        asked("send to " + queue, () -> client.sendMessage(request.build()));
    }

    /** The dead-letter queue that a queue's redrive policy names; empty where it has none. */
    Optional<SqsQueue> deadLetters(SqsQueue queue) {
        Map<QueueAttributeName, String> attributes = asked(
                "tell the redrive policy of " + queue,
                () -> client.getQueueAttributes(request ->
                                request.queueUrl(queue.url()).attributeNames(QueueAttributeName.REDRIVE_POLICY))
                        .attributes());
        return Optional.ofNullable(attributes.get(QueueAttributeName.REDRIVE_POLICY))
                .flatMap(Queues::target)
                .map(this::queue);
    }

    @Override
    public void close() {
        client.close();
    }

    private static List<ChangeMessageVisibilityBatchRequestEntry> hiding(List<Delivery> some, Duration hidden) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
        for (Delivery delivery : some) {
            entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(delivery.message().receiptHandle())
                    .visibilityTimeout((int) hidden.toSeconds())
                    .build());
        }
        return entries;
    }

    private static Optional<String> target(String policy) {
        try {
            return Optional.of(HistoryFormat.mapper()
                            .readTree(policy)
                            .path("deadLetterTargetArn")
                            .asText())
                    .filter(arn -> !arn.isEmpty());
        } catch (JsonProcessingException e) {
            throw new SqsRefused("SQS tells a redrive policy that is no JSON: " + policy, e);
        }
    }

    private SqsQueue queue(String arn) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw new SqsRefused("SQS names a dead-letter queue by what is no ARN: " + arn);
        }
        String url = asked(
                "tell the URL of " + arn,
                () -> client.getQueueUrl(request ->
                                request.queueName(parts.group("name")).queueOwnerAWSAccountId(parts.group("account")))
                        .queueUrl());
        return SqsQueue.parse(url)
                .orElseThrow(() -> new SqsRefused("SQS answers for " + arn + " what is no URL of a queue: " + url));
    }

    private static <T> T asked(String call, Supplier<T> answer) {
        try {
            return answer.get();
        } catch (SdkException e) {
            throw SqsFaults.of(call, e);
        }
    }
}
