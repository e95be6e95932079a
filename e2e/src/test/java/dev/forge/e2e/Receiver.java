package dev.forge.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Whoever is told of ends of runs by a webhook, on this machine's loopback. */
final class Receiver implements AutoCloseable {
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final HttpServer server;

    private Receiver(HttpServer server) {
        this.server = server;
        server.createContext("/hook", this::take);
    }

    static Receiver listening() throws IOException {
        Receiver receiver =
                new Receiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        receiver.server.start();
        return receiver;
    }

    /** What was sent, as it came. */
    record Message(String signature, String body) {}

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    /** The next message; waits for it. */
    Message next(long seconds) throws InterruptedException {
        return Optional.ofNullable(messages.poll(seconds, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("no message came in " + seconds + " s"));
    }

    private void take(HttpExchange exchange) throws IOException {
        messages.add(new Message(
                exchange.getRequestHeaders().getFirst("Forge-Signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
