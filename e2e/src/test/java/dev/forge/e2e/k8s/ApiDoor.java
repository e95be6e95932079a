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
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands between one worker and the API server, and holds back the create of a Job until it may pass. */
final class ApiDoor implements AutoCloseable {
    private static final long PATIENCE_SECONDS = Installation.PATIENCE.toSeconds();

    private final KubernetesClient behind = Cluster.shared().client();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final HttpServer server;
    private final Path kubeconfig;
    private final AtomicBoolean holding = new AtomicBoolean();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CompletableFuture<Integer> answered = new CompletableFuture<>();

    private ApiDoor() throws IOException, GeneralSecurityException {
        http = HttpClient.newBuilder()
                .sslContext(SSLUtils.sslContext(behind.getConfiguration()))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.setExecutor(threads);
        server.start();
        kubeconfig = Files.createTempFile("forge-door", ".yaml");
        Files.writeString(
                kubeconfig,
                Files.readString(Cluster.shared().kubeconfig())
                        .replaceAll(
                                "https://[^\"',}\\s]+",
                                "http://127.0.0.1:" + server.getAddress().getPort()));
    }

    static ApiDoor open() throws IOException, GeneralSecurityException {
        return new ApiDoor();
    }

    String kubeconfig() {
        return kubeconfig.toString();
    }

    void holdTheNextJob() {
        holding.set(true);
    }

    void awaitHeld() throws InterruptedException {
        if (!held.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no Job was created through the door");
        }
    }

    /** Lets the Job through that was held back, and returns the API server's answer. */
    int letThrough() throws Exception {
        released.countDown();
        return answered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean late = createsJob(exchange) && holding.compareAndSet(true, false);
            if (late) {
                held.countDown();
                released.await();
            }
            HttpResponse<InputStream> answer =
                    http.send(request(exchange, body), HttpResponse.BodyHandlers.ofInputStream());
            if (late) {
                answered.complete(answer.statusCode());
            }
            tell(exchange, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean createsJob(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("POST")
                && exchange.getRequestURI().getPath().endsWith("/jobs");
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        URI asked = exchange.getRequestURI();
        String query =
                Optional.ofNullable(asked.getRawQuery()).map(text -> "?" + text).orElse("");
        URI target = URI.create(behind.getMasterUrl().toString()).resolve(asked.getRawPath() + query);
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : List.of("Content-Type", "Authorization")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
                    .ifPresent(value -> request.header(header, value));
        }
        return request.build();
    }

    private static void tell(HttpExchange exchange, HttpResponse<InputStream> answer) throws IOException {
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(answer.statusCode(), 0);
        byte[] some = new byte[8192];
        try (InputStream from = answer.body()) {
            OutputStream to = exchange.getResponseBody();
            for (int read = from.read(some); read >= 0; read = from.read(some)) {
                to.write(some, 0, read);
                // A watch is told at once of what there is.
                to.flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        released.countDown();
        server.stop(0);
        http.shutdownNow();
        threads.shutdownNow();
        Files.delete(kubeconfig);
    }
}
