package dev.forge.starter.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.SqsQueue;
import dev.forge.starter.SqsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Stands before an SQS, hears all calls, and answers some in its stead: as Amazon's does, and a server in memory cannot. */
public final class SqsDoor implements AutoCloseable {
    private static final String TARGET = "X-Amz-Target";
    private static final String TYPE = "Content-Type";

    private final ElasticMq behind;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    private SqsDoor(ElasticMq behind) throws IOException {
        this.behind = behind;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public static SqsDoor before(ElasticMq server) {
        try {
            return new SqsDoor(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A call of SQS's JSON protocol.
     *
     * @param action {@code SendMessage}, for example
     */
    public record Call(String action, JsonNode body) {
        public boolean is(String wanted, SqsQueue queue) {
            return action.equals(wanted) && body.path("QueueUrl").asText().equals(queue.url());
        }
    }

    /** What it answers in its stead. */
    public record Reply(int status, String body) {
        /** As Amazon says it. */
        public static Reply error(int status, String code, String message) {
            return new Reply(
                    status, "{\"__type\": \"com.amazonaws.sqs#" + code + "\", \"message\": \"" + message + "\"}");
        }

        public static Reply denied() {
            return error(403, "AccessDeniedException", "User: starter is not authorized to perform this action");
        }
    }

    private record Rule(Predicate<Call> calls, Reply reply) {}

    /** From now on these are answered so. */
    public void answer(Predicate<Call> some, Reply reply) {
        rules.add(new Rule(some, reply));
    }

    /** From now on everything goes through. */
    public void open() {
        rules.clear();
    }

    /** In the order in which they came. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Those of the server, but through this door. */
    public SqsSettings settings() {
        SqsSettings at = behind.settings();
        return new SqsSettings(
                at.requests(),
                at.responses(),
                at.bucketEvents(),
                at.deadLetters(),
                at.replyQueues(),
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                at.region(),
                at.messagesInAir());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target =
                    Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(TARGET), "");
            Call call = new Call(
                    target.replaceFirst("^AmazonSQS\\.", ""),
                    HistoryFormat.mapper().readTree(body));
            calls.add(call);
            Reply reply = rules.stream()
                    .filter(rule -> rule.calls().test(call))
                    .map(Rule::reply)
                    .findFirst()
                    .orElseGet(() -> forwarded(target, body));
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set(TYPE, "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply forwarded(String target, byte[] body) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(
                                    behind.settings().endpoint().orElseThrow().resolve("/"))
                            .header(TARGET, target)
                            .header(TYPE, "application/x-amz-json-1.0")
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
    }
}
