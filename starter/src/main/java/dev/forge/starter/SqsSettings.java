package dev.forge.starter;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The queues of one SQS: Amazon's, or a compatible server's.
 *
 * @param requests whose messages start runs; empty: none does
 * @param responses where outcomes go of runs whose message names no other queue; empty: nowhere
 * @param bucketEvents where a bucket's notifications of new objects come; empty: nowhere
 * @param deadLetters where messages go that cannot be taken, if their queue has no redrive policy of its own
 * @param replyQueues whither a message may have its reply sent: URLs, with {@code *} in the place of the end of a name;
 *     empty: to all queues of the accounts of the above
 * @param endpoint of a server that is not Amazon's own
 * @param region empty: as the queues' URLs have it, else as the AWS SDK finds it
 * @param messagesInAir how many messages of a queue are being taken at once
 */
public record SqsSettings(
        Optional<SqsQueue> requests,
        Optional<SqsQueue> responses,
        Optional<SqsQueue> bucketEvents,
        Optional<SqsQueue> deadLetters,
        List<String> replyQueues,
        Optional<URI> endpoint,
        Optional<String> region,
        int messagesInAir) {
    /** Two full batches, so that one is received while the other one is taken. */
    public static final int DEFAULT_MESSAGES_IN_AIR = 20;

    private static final int MOST_MESSAGES_IN_AIR = 1000;

    /**
     * Checked settings.
     *
     * @throws IllegalArgumentException with a sentence for whoever set them
     */
    public SqsSettings {
        replyQueues = List.copyOf(replyQueues);
        replyQueues.forEach(SqsSettings::check);
        List<SqsQueue> all = Stream.of(requests, responses, bucketEvents, deadLetters)
                .flatMap(Optional::stream)
                .toList();
        if (new HashSet<>(all).size() < all.size()) {
            throw new IllegalArgumentException("forge.sqs.requests-queue, forge.sqs.responses-queue,"
                    + " forge.sqs.bucket-events-queue and forge.sqs.dead-letter-queue name one queue twice:"
                    + " give each its own.");
        }
        if (messagesInAir < 1 || messagesInAir > MOST_MESSAGES_IN_AIR) {
            throw new IllegalArgumentException("forge.sqs.messages-in-air is " + messagesInAir
                    + ": write a whole number from 1 to " + MOST_MESSAGES_IN_AIR + ".");
        }
    }

    /** Whether there is anything to take or to send. */
    boolean isUsed() {
        return !all().isEmpty() || !replyQueues.isEmpty();
    }

    /** Where Amazon's queues are; empty: the AWS SDK is to find it. */
    public Optional<String> knownRegion() {
        return region.or(
                () -> all().stream().flatMap(queue -> queue.region().stream()).findFirst());
    }

    /** Whether an outcome may be sent there; never to a queue from which the starter itself takes. */
    public boolean mayReplyTo(SqsQueue queue) {
        if (responses.filter(queue::equals).isPresent()) {
            return true;
        }
        return !all().contains(queue)
                && (replyQueues.isEmpty()
                        ? all().stream().anyMatch(known -> known.home().equals(queue.home()))
                        : replyQueues.stream().anyMatch(pattern -> QueuePattern.fits(pattern, queue.url())));
    }

    private List<SqsQueue> all() {
        return Stream.of(requests, responses, bucketEvents, deadLetters)
                .flatMap(Optional::stream)
                .toList();
    }

    /** With a letter in the place of the rest, a pattern is a URL: so the star is never in an account or in a host. */
    private static void check(String pattern) {
        if (SqsQueue.parse(pattern.replaceAll("\\*$", "x")).isEmpty()) {
            throw new IllegalArgumentException("forge.sqs.reply-queues has \"" + pattern
                    + "\": write URLs of queues such as https://sqs.eu-west-1.amazonaws.com/123456789012/replies,"
                    + " or …/replies-* for all whose names begin so.");
        }
    }
}
