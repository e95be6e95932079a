package dev.forge.standalone.engine;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.RabbitSettings;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What has come for requests that were sent to RabbitMQ, as their sender tells it apart. */
final class Replies {
    private final Map<String, Set<Reply>> byRequest = new ConcurrentHashMap<>();

    /**
     * A reply; one that comes twice is the same.
     *
     * @param run whose end it tells
     * @param id its own
     */
    record Reply(String run, String id) {}

    /** Takes those that are there: each is the broker's until it is noted here. */
    void take(Channel channel) throws IOException {
        for (GetResponse reply = next(channel); reply != null; reply = next(channel)) {
            String run =
                    HistoryFormat.mapper().readTree(reply.getBody()).path("run").asText();
            byRequest
                    .computeIfAbsent(reply.getProps().getCorrelationId(), _ -> ConcurrentHashMap.newKeySet())
                    .add(new Reply(run, reply.getProps().getMessageId()));
            channel.basicAck(reply.getEnvelope().getDeliveryTag(), false);
        }
    }

    private static GetResponse next(Channel channel) throws IOException {
        return channel.basicGet(RabbitSettings.DEFAULT_RESPONSES, false);
    }

    /** How many requests have one at least. */
    int requests() {
        return byRequest.size();
    }

    boolean has(String request) {
        return byRequest.containsKey(request);
    }

    /** For each request those that differ. */
    Collection<Set<Reply>> all() {
        return byRequest.values();
    }

    Set<String> runs() {
        return byRequest.values().stream().flatMap(Set::stream).map(Reply::run).collect(Collectors.toSet());
    }
}
