package dev.forge.e2e.k8s;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Stands before the API server, and writes down what it is asked for. Whoever asks brings his own token. */
final class RecordingApi implements AutoCloseable {
    private final URI behind;
    private final HttpClient http;
    private final HttpServer server;
    private final Set<String> granted = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    private RecordingApi(KubernetesClient cluster) throws IOException, GeneralSecurityException {
        behind = URI.create(cluster.getConfiguration().getMasterUrl());
        http = HttpClient.newBuilder()
                .sslContext(SSLUtils.sslContext(cluster.getConfiguration()))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    static RecordingApi open() throws IOException, GeneralSecurityException {
        return new RecordingApi(Cluster.shared().client());
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked for and answered, as {@code get pods/log}. */
    Set<String> granted() {
        return new TreeSet<>(granted);
    }

    /** What was asked for and forbidden. */
    Set<String> refused() {
        return new TreeSet<>(refused);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream answer = ask(exchange)) {
            OutputStream to = exchange.getResponseBody();
            byte[] some = new byte[8192];
            for (int read = answer.read(some); read >= 0; read = answer.read(some)) {
                to.write(some, 0, read);
                to.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private InputStream ask(HttpExchange exchange) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        behind.resolve(exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        for (String header : Set.of("Content-Type", "Authorization", "Accept")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
                    .ifPresent(value -> request.header(header, value));
        }
        HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
        String right = right(exchange.getRequestMethod(), exchange.getRequestURI());
        (answer.statusCode() == 401 || answer.statusCode() == 403 ? refused : granted).add(right);
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(answer.statusCode(), 0);
        // Whoever watches wants to know that his watch is open before anything happens.
        exchange.getResponseBody().flush();
        return answer.body();
    }

    /** What Kubernetes demands for a request. */
    private static String right(String method, URI asked) {
        // [, api, v1, namespaces, NAMESPACE, RESOURCE, NAME, PART] or [, apis, GROUP, v1, namespaces, …]
        String[] parts = asked.getPath().split("/", -1);
        int from = "apis".equals(parts[1]) ? 6 : 5;
        if (parts.length <= from || !"namespaces".equals(parts[from - 2])) {
            return method + " " + asked.getPath();
        }
        String part = parts.length > from + 2 ? "/" + parts[from + 2] : "";
        boolean isNamed = parts.length > from + 1;
        return verb(method, isNamed, asked) + " " + parts[from] + part;
    }

    private static String verb(String method, boolean isNamed, URI asked) {
        boolean isWatch = Optional.ofNullable(asked.getQuery()).orElse("").contains("watch=");
        return switch (method) {
            case "GET" -> isNamed ? "get" : isWatch ? "watch" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> isNamed ? "delete" : "deletecollection";
            default -> throw new IllegalArgumentException(method);
        };
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
    }
}
