package dev.forge.starter.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** A client of the starter. */
public final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String YAML = "application/yaml";

    private final URI base;

    public Http(URI base) {
        this.base = base;
    }

    public URI base() {
        return base;
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** Reads a body while it comes. */
    public HttpResponse<InputStream> open(String path) {
        return send(request(path), BodyHandlers.ofInputStream());
    }

    public HttpResponse<InputStream> open(String path, Map<String, String> headers) {
        HttpRequest.Builder request = request(path);
        headers.forEach(request::header);
        return send(request, BodyHandlers.ofInputStream());
    }

    public HttpResponse<byte[]> bytes(String path) {
        return send(request(path), BodyHandlers.ofByteArray());
    }

    /** Sends YAML. */
    public HttpResponse<String> post(String path, String body) {
        return post(path, body, YAML);
    }

    public HttpResponse<String> post(String path, String body, String mediaType) {
        return send(request(path).header("Content-Type", mediaType).POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> postWithKey(String key, String body) {
        return postWithKey("/runs", key, body);
    }

    public HttpResponse<String> postWithKey(String path, String key, String body) {
        return send(request(path)
                .header("Content-Type", YAML)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
