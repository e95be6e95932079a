package dev.forge.e2e.k8s;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A registry on loopback that has no image, in each of the ways that there are; it is seen by nodes that are on this
 * machine.
 */
final class Registry implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private Registry(HttpServer server) {
        this.server = server;
    }

    static Registry open() throws IOException {
        Registry registry =
                new Registry(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        registry.server.setExecutor(registry.threads);
        registry.server.createContext("/v2/absent/", registry::absent);
        registry.server.createContext("/v2/private/", registry::locked);
        registry.server.createContext("/v2/slow/", registry::hang);
        registry.server.start();
        return registry;
    }

    /** An image whose name nobody has pushed. */
    String absent() {
        return image("absent/module:1");
    }

    /** An image for which one has to log in. */
    String locked() {
        return image("private/module:1");
    }

    /** An image that takes for ever. */
    String slow() {
        return image("slow/module:1");
    }

    private String image(String name) {
        assumeTrue(
                System.getenv("FORGE_TEST_CLUSTER") != null,
                "only the nodes of the test cluster are on this machine, and see a registry on its loopback");
        return "127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    private void absent(HttpExchange exchange) throws IOException {
        answer(exchange, 404, "{\"errors\": [{\"code\": \"MANIFEST_UNKNOWN\", \"message\": \"manifest unknown\"}]}");
    }

    private void locked(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"registry\"");
        answer(exchange, 401, "{\"errors\": [{\"code\": \"UNAUTHORIZED\", \"message\": \"authentication required\"}]}");
    }

    private void hang(HttpExchange exchange) throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer(exchange, 503, "{}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            if (!head) {
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
