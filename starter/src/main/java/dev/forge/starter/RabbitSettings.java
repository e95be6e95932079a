package dev.forge.starter;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A RabbitMQ, and the queues there that are Forge's.
 *
 * @param uri {@code amqp://user@host:5672/vhost}, or {@code amqps:} for TLS; may hold the password, too
 * @param password instead of the URI's; never shown
 * @param requests the queue whose messages start runs
 * @param responses whither outcomes go of runs whose message names no other queue
 * @param replyQueues whither else replies may go: names, with {@code *} in the place of the end of one; empty: to all queues
 *     but those of Forge's own requests
 * @param prefetch how many messages are being taken at once: more stay with the broker
 * @param authorities of {@code amqps:}: a file of those, as PEM, by which the broker's certificate may be signed; empty:
 *     those that Java knows
 */
public record RabbitSettings(
        URI uri,
        Optional<String> password,
        String requests,
        String responses,
        List<String> replyQueues,
        int prefetch,
        Optional<Path> authorities) {
    public static final String DEFAULT_REQUESTS = "forge.requests";
    public static final String DEFAULT_RESPONSES = "forge.responses";

    /** Of a start in Temporal and a claim in the archive, which take milliseconds: more at once does not make it faster. */
    public static final int DEFAULT_PREFETCH = 50;

    private static final Set<String> SCHEMES = Set.of("amqp", "amqps");
    private static final String DEAD = ".dead";
    private static final int LONGEST_NAME = 255 - DEAD.length();
    private static final int MOST_PREFETCHED = 1000;

    /**
     * Checked settings.
     *
     * @throws IllegalArgumentException with a sentence for whoever set them
     */
    public RabbitSettings {
        // Never with the URI: it may hold a password.
        boolean broker = SCHEMES.contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
        if (!broker || !String.valueOf(uri.getRawPath()).matches("|/[^/]*")) {
            throw new IllegalArgumentException("forge.rabbitmq.uri is no broker's: write amqp://user@host:5672/vhost,"
                    + " or amqps:// for TLS; a slash in the vhost is percent-encoded.");
        }
        checkName("requests-queue", requests);
        checkName("responses-queue", responses);
        if (requests.equals(responses) || dead(requests).equals(responses)) {
            throw new IllegalArgumentException("forge.rabbitmq.responses-queue is \"" + responses
                    + "\", from which requests are taken or where refused ones are kept: give it a name of its own.");
        }
        replyQueues = List.copyOf(replyQueues);
        replyQueues.forEach(RabbitSettings::checkPattern);
        if (authorities.isPresent() && !"amqps".equals(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "forge.rabbitmq.ca-file is set, and forge.rabbitmq.uri is without TLS: write amqps://…");
        }
        if (prefetch < 1 || prefetch > MOST_PREFETCHED) {
            throw new IllegalArgumentException("forge.rabbitmq.prefetch is " + prefetch
                    + ": write a whole number from 1 to " + MOST_PREFETCHED + ".");
        }
    }

    /** By the authorities that Java knows, and with replies to any queue. */
    public RabbitSettings(URI uri, Optional<String> password, String requests, String responses, int prefetch) {
        this(uri, password, requests, responses, List.of(), prefetch, Optional.empty());
    }

    /** With the defaults of all else. */
    public static RabbitSettings at(URI uri) {
        return new RabbitSettings(uri, Optional.empty(), DEFAULT_REQUESTS, DEFAULT_RESPONSES, DEFAULT_PREFETCH);
    }

    /** Where messages are kept that were refused. */
    public String dead() {
        return dead(requests);
    }

    private static String dead(String requests) {
        return requests + DEAD;
    }

    /** Whether requests are taken from that queue, or kept there that were refused: no reply ever goes there. */
    public boolean isTaken(String queue) {
        return queue.equals(requests) || queue.equals(dead());
    }

    /** Whether a reply may be sent there. */
    public boolean mayReplyTo(String queue) {
        if (isTaken(queue)) {
            return false;
        }
        return queue.equals(responses)
                || replyQueues.isEmpty()
                || replyQueues.stream().anyMatch(pattern -> QueuePattern.fits(pattern, queue));
    }

    /** The broker, less what nobody should read. */
    public String shown() {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getPath();
    }

    private static void checkName(String setting, String name) {
        boolean fits = !name.isBlank() && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
        if (!fits || name.startsWith("amq.")) {
            throw new IllegalArgumentException(
                    "forge.rabbitmq." + setting + " is \"" + name + "\": a queue's name has 1 to " + LONGEST_NAME
                            + " bytes here and does not begin with amq., which is the broker's own.");
        }
    }

    private static void checkPattern(String pattern) {
        if (!pattern.matches("[^*]+\\*?")) {
            throw new IllegalArgumentException("forge.rabbitmq.reply-queues has \"" + pattern
                    + "\": write names of queues such as replies, or replies-* for all whose names begin so.");
        }
    }

    @Override
    public String toString() {
        return "RabbitSettings[" + shown() + ", requests=" + requests + ", responses=" + responses + ", replyQueues="
                + replyQueues + ", prefetch=" + prefetch + "]";
    }
}
