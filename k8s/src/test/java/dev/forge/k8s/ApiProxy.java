package dev.forge.k8s;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.function.UnaryOperator;

/** Stands between a client and the API server, and can be told to lose, to hold back, or to ask for what is forgotten. */
public final class ApiProxy implements AutoCloseable {
    private final KubernetesClient behind;
    private final HttpClient http;
    private final HttpServer server;
    private final Set<InputStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean away;
    private volatile boolean stalled;
    private volatile UnaryOperator<String> query = asked -> asked;
    private final Phaser stalls = new Phaser(1);
    private volatile Held held = new Held("nothing", new CountDownLatch(0));

    /** Requests that have to wait. */
    private record Held(String part, CountDownLatch until) {}

    private ApiProxy(KubernetesClient behind) throws IOException, GeneralSecurityException {
        this.behind = behind;
        this.http = HttpClient.newBuilder()
                .sslContext(SSLUtils.sslContext(behind.getConfiguration()))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public static ApiProxy before(KubernetesClient behind) throws IOException, GeneralSecurityException {
        return new ApiProxy(behind);
    }

    /** A client that sees the cluster through this. */
    public KubernetesClient client() {
        Config config = new ConfigBuilder(behind.getConfiguration())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build();
        return Clients.open(config);
    }

    /** Loses all connections, which can be made again. */
    public void cut() throws IOException {
        for (InputStream each : open) {
            each.close();
        }
    }

    /** Loses all connections, and takes no more until {@link #back}. */
    public void leave() throws IOException {
        away = true;
        cut();
    }

    /** Lets the connections that there are stand, with nothing coming through any more; new ones work. */
    public void stall() {
        stalled = true;
    }

    public void back() {
        away = false;
    }

    /** Keeps whoever asks for what has that in its address waiting until {@link #letThrough}. */
    public void holdBack(String part) {
        held = new Held(part, new CountDownLatch(1));
    }

    public void letThrough() {
        held.until().countDown();
    }

    /** Has watches ask for another version than they want. */
    public void askInsteadFor(String version) {
        query = asked -> asked.replaceAll("resourceVersion=\\d+", "resourceVersion=" + version);
    }

    public void askAsIs() {
        query = asked -> asked;
    }

    private void pass(HttpExchange exchange) throws IOException {
        if (away) {
            exchange.close();
            return;
        }
        stalled = false;
        try (exchange;
                InputStream answer = ask(exchange)) {
            open.add(answer);
            if (away) {
                return;
            }
            // Whoever watches wants to know that his watch is open before anything happens.
            exchange.getResponseBody().flush();
            copy(answer, exchange.getResponseBody());
            open.remove(answer);
        } catch (InterruptedException | URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private InputStream ask(HttpExchange exchange) throws IOException, InterruptedException, URISyntaxException {
        URI asked = exchange.getRequestURI();
        Held now = held;
        if (asked.toString().contains(now.part())) {
            now.until().await();
        }
        String wanted =
                asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + query.apply(asked.getRawQuery()));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        behind.getMasterUrl().toURI().resolve(wanted))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().entrySet().stream()
                .filter(header -> Set.of("Content-type", "Authorization").contains(header.getKey()))
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().getFirst()));
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        response.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(response.statusCode(), 0);
        return response.body();
    }

    private void copy(InputStream from, OutputStream to) throws IOException {
        byte[] some = new byte[8192];
        for (int read = from.read(some); read >= 0; read = from.read(some)) {
            if (stalled) {
                stalls.awaitAdvance(0);
                return;
            }
            to.write(some, 0, read);
            to.flush();
        }
    }

    @Override
    public void close() {
        letThrough();
        stalls.forceTermination();
        server.stop(0);
        http.shutdownNow();
    }
}
