package dev.forge.transfer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** As much of S3 as the training needs: what is put under a path can be got from it. */
final class TrainingStore implements AutoCloseable {
    private static final String ETAG = "\"00000000000000000000000000000000\"";

    private final HttpServer server;
    private final ConcurrentMap<String, byte[]> objects = new ConcurrentHashMap<>();

    private TrainingStore(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
    }

    static TrainingStore start() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        TrainingStore store = new TrainingStore(HttpServer.create(anyPort, 0));
        store.server.start();
        return store;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders().add("ETag", ETAG);
            if (exchange.getRequestMethod().equals("PUT")) {
                objects.put(path, content(exchange.getRequestBody()));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            byte[] object = objects.getOrDefault(path, new byte[0]);
            exchange.getResponseHeaders().add("Content-Range", "bytes 0-" + (object.length - 1) + "/" + object.length);
            exchange.sendResponseHeaders(206, object.length);
            exchange.getResponseBody().write(object);
        }
    }

    /** The SDK sends signed chunks: a line with the size in hexadecimal digits, the bytes, an empty line; the last is empty. */
    private static byte[] content(InputStream body) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int size = chunkSize(body); size > 0; size = chunkSize(body)) {
            content.write(body.readNBytes(size));
            body.skipNBytes(2);
        }
        return content.toByteArray();
    }

    private static int chunkSize(InputStream body) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = body.read(); next >= 0 && next != '\n'; next = body.read()) {
            line.append((char) next);
        }
        String digits = line.toString().split("[;\r]", 2)[0];
        return digits.isEmpty() ? 0 : Integer.parseInt(digits, 16);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
