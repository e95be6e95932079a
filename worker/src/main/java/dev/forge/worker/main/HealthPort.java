package dev.forge.worker.main;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells the probes how the worker is, under the same paths as the starter: {@code /health/liveness}, 200 while it
 * starts and serves; {@code /health/readiness}, 200 while it serves; and {@code /prometheus}, what it counts. On loopback,
 * since there is no authentication.
 */
final class HealthPort implements AutoCloseable {
    /** How a worker is. */
    enum State {
        STARTING,
        SERVING,
        STOPPING,
        FAILED
    }

    private final HttpServer server;
    private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);

    private HealthPort(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param port 0 for a free one
     */
    static HealthPort open(int port, WorkerMetrics metrics) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            HealthPort health = new HealthPort(server);
            server.createContext("/health/liveness", exchange -> health.answer(exchange, health.lives()));
            server.createContext("/health/readiness", exchange -> health.answer(exchange, health.isReady()));
            server.createContext(
                    "/prometheus", exchange -> answer(exchange, 200, WorkerMetrics.MEDIA_TYPE, metrics.text()));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return health;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Port " + port + " of loopback cannot be had for the probes: set FORGE_HEALTH_PORT to another one.",
                    e);
        }
    }

    void is(State now) {
        state.set(now);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private boolean lives() {
        return state.get() != State.FAILED;
    }

    private boolean isReady() {
        return state.get() == State.SERVING;
    }

    private void answer(HttpExchange exchange, boolean good) throws IOException {
        byte[] body = ("{\"status\": \"" + (good ? "UP" : "DOWN") + "\", \"state\": \"" + state.get() + "\"}\n")
                .getBytes(StandardCharsets.UTF_8);
        answer(exchange, good ? 200 : 503, "application/json", body);
    }

    private static void answer(HttpExchange exchange, int status, String mediaType, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", mediaType);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
