package dev.forge.standalone.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A starter, by its HTTP API. What it refuses is {@link Refused}; where it cannot be reached, {@link Unreachable}. */
public final class StarterClient {
    private static final int UNAVAILABLE = 503;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);

    /** Each digit of a number stays as it was sent: the values of results are printed. */
    private static final ObjectReader EXACT = HistoryFormat.mapper()
            .reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private final URI server;
    private final HttpClient http;

    public StarterClient(URI server) {
        this.server = server;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .build();
    }

    public URI server() {
        return server;
    }

    /** Submits a pipeline and returns the run's id; with the same key again, that of the first run. */
    public String submit(String pipeline, String contentType, Optional<String> idempotencyKey) {
        HttpRequest.Builder request = request("/runs")
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(pipeline));
        idempotencyKey.ifPresent(key -> request.header("Idempotency-Key", key));
        return json(request.build()).path("id").asText();
    }

    /** What a run request would become, as the server sent it; nothing is started. */
    public JsonNode preview(String json) {
        return json(request("/runs?dryRun")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /** The report of a run, as the server sent it. */
    public JsonNode run(String id) {
        return json(request("/runs/" + encoded(id)).build());
    }

    /** Who was told of the run's end: {@code notifications}. */
    public JsonNode notifications(String id) {
        return json(request("/runs/" + encoded(id) + "/notifications").build());
    }

    public RunReport report(String id) {
        return as(RunReport.class, run(id));
    }

    /** The first page of runs: {@code runs} and, where there are more, {@code next}. */
    public JsonNode runs(int limit) {
        return runs(limit, RunsFilter.ALL, Optional.empty());
    }

    /** One page of some runs, as the server sent it. */
    public JsonNode runs(int limit, RunsFilter filter, Optional<String> cursor) {
        return json(request("/runs" + filter.query(limit, cursor)).build());
    }

    public void cancel(String id) {
        json(request("/runs/" + encoded(id) + "/cancel")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    /** A step's log as it comes; the reader closes it. */
    public InputStream log(String id, String step, LogQuery query) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(logs(id, step) + query.text()))
                .header("Accept", "text/plain");
        query.bytes().ifPresent(range -> request.header("Range", "bytes=" + range));
        return opened(request).body();
    }

    /** An answer that is no refusal, as it comes, however long that takes; the reader closes it. */
    HttpResponse<InputStream> opened(String path, String mediaType) {
        return opened(HttpRequest.newBuilder(server.resolve(path)).header("Accept", mediaType));
    }

    private HttpResponse<InputStream> opened(HttpRequest.Builder request) {
        HttpResponse<InputStream> answer = send(request.build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() >= 300) {
            throw refused(answer.statusCode(), readAll(answer.body()));
        }
        return answer;
    }

    /** The files of a run. */
    public RunFiles files(String run) {
        return new RunFiles(this, run);
    }

    /** A part of the lines in which something is found, as the server sent it: {@code matches} and, where it goes on, {@code next}. */
    public JsonNode search(String id, String step, LogSearch search, Optional<String> cursor) {
        return json(request(logs(id, step) + "/search" + search.text(cursor)).build());
    }

    private static String logs(String id, String step) {
        return "/runs/" + encoded(id) + "/steps/" + encoded(step) + "/logs";
    }

    /** The pipelines that are kept there under their names. */
    public KeptPipelines pipelines() {
        return new KeptPipelines(this);
    }

    /** The results that modules have left. */
    public Results results() {
        return new Results(this);
    }

    /** The originals of recipes that are kept there. */
    public KeptRecipes recipes() {
        return new KeptRecipes(this);
    }

    public Schedules schedules() {
        return new Schedules(this);
    }

    public Watches watches() {
        return new Watches(this);
    }

    public Jobs jobs() {
        return new Jobs(this);
    }

    public Control control() {
        return new Control(this);
    }

    /** How the runs of each pipeline ended, as the server sent it: {@code pipelines}. */
    public JsonNode stats(Optional<String> since) {
        String from = since.map(text -> "&since=" + encoded(text)).orElse("");
        return json(request("/jobs/stats?by=pipeline" + from).build());
    }

    /** Has the archive filled again, unless that goes on already. */
    public void beginRebuild() {
        json(request("/archive/rebuild")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    /** How far that has come, as the server sent it. */
    public JsonNode rebuild() {
        return json(request("/archive/rebuild").build());
    }

    /** What a call with a JSON body is answered. */
    JsonNode sent(String method, String path, ObjectNode body) {
        return json(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    /** A body with a field that is there or not. */
    static ObjectNode fields(String name, Optional<String> value) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        value.ifPresent(text -> fields.put(name, text));
        return fields;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER_LIMIT);
    }

    JsonNode json(HttpRequest request) {
        return json(answer(request));
    }

    JsonNode json(HttpResponse<byte[]> answer) {
        return parsed(answer.body())
                .orElseThrow(() -> new Unreachable(server + " does not answer as a Forge starter does."));
    }

    /** An answer that is no refusal. */
    HttpResponse<byte[]> answer(HttpRequest request) {
        HttpResponse<byte[]> answer = send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            throw refused(answer.statusCode(), answer.body());
        }
        return answer;
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new Unreachable(
                    "Nothing answers at " + server + ". Start an engine with ./forge up --detach, or mend --server.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("The question to " + server + " was interrupted.", e);
        }
    }

    /** What stands behind the starter does not answer: as good as a starter that does not. */
    private RuntimeException refused(int status, byte[] body) {
        Refused refusal = refusal(status, body);
        return status == UNAVAILABLE
                ? new Unreachable(Objects.toString(refusal.getMessage(), "It said no more."), refusal)
                : refusal;
    }

    private Refused refusal(int status, byte[] body) {
        JsonNode document = parsed(body).orElseGet(() -> HistoryFormat.mapper().createObjectNode());
        String detail = document.path("detail").asText(document.path("title").asText("It said no more."));
        List<Problem> problems = new ArrayList<>();
        for (JsonNode error : document.path("errors")) {
            problems.add(problem(error));
        }
        return new Refused(status, document.path("code").asText("HTTP_" + status), detail, problems);
    }

    private static Problem problem(JsonNode error) {
        return new Problem(
                error.path("pointer").asText(""),
                number(error.path("line")),
                number(error.path("column")),
                error.path("message").asText(""),
                error.path("fix").asText(""));
    }

    private static Optional<Integer> number(JsonNode node) {
        return node.isInt() ? Optional.of(node.asInt()) : Optional.empty();
    }

    private static Optional<JsonNode> parsed(byte[] body) {
        try {
            JsonNode node = EXACT.readTree(body);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A JSON that the server sent, as one of the contract's records. */
    public <T> T as(Class<T> type, JsonNode node) {
        try {
            return HistoryFormat.mapper().readerFor(type).readValue(node);
        } catch (JacksonException e) {
            throw new Unreachable(server + " answers in a way that this version does not understand.", e);
        } catch (IOException e) {
            throw new AssertionError("a tree is read without input or output", e);
        }
    }

    private byte[] readAll(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new Unreachable("The connection to " + server + " broke.", e);
        }
    }

    /** The query for a part of a list. */
    static String page(int limit, Optional<String> cursor) {
        return "?limit=" + limit
                + cursor.map(next -> "&cursor=" + encoded(next)).orElse("");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
