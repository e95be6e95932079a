package dev.forge.k8s.logs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An API server on loopback that serves the logs of a pod's containers as kubelet does, with their files and their
 * rotation, and that fails when it is told to. A stream stays with the file that it has opened until it is turned.
 */
final class ScriptedKubelet implements AutoCloseable {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

    record Line(Instant at, String text) {
        String stamped() {
            return STAMP.format(at) + " " + text;
        }
    }

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Map<String, List<Line>> files = new HashMap<>();
    private boolean exited;
    private boolean gone;
    private boolean away;
    private int cuts;
    private int rotations;
    private int turned;
    private int opened;
    private int looks;

    ScriptedKubelet() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The module writes; without a line feed it is the beginning of a line, which the next text goes on with. */
    void write(String at, String text) {
        write("module", at, text);
    }

    synchronized void write(String container, String at, String text) {
        file(container).add(new Line(Instant.parse(at), text));
        notifyAll();
    }

    void rotate() {
        rotate("module");
    }

    synchronized void rotate(String container) {
        files.put(container, new ArrayList<>());
        rotations++;
    }

    /** The module's log goes on in another file; what the container runtime still writes to this one is added. */
    synchronized List<Line> rotated() {
        List<Line> old = file("module");
        rotate();
        return old;
    }

    synchronized void write(List<Line> old, String at, String text) {
        old.add(new Line(Instant.parse(at), text));
        notifyAll();
    }

    /** Has the streams that have read their file to its end go on with the file that is there now. */
    synchronized void turn() {
        turned = rotations;
        notifyAll();
    }

    private List<Line> file(String container) {
        return files.computeIfAbsent(container, _ -> new ArrayList<>());
    }

    synchronized void exit() {
        exited = true;
        notifyAll();
    }

    /** The pod is deleted. */
    synchronized void remove() {
        gone = true;
        notifyAll();
    }

    /** Breaks all streams off, in the middle of what they send. */
    synchronized void cut() {
        cuts++;
        notifyAll();
    }

    /** Whether it answers nobody. */
    synchronized void away(boolean now) {
        away = now;
        cut();
    }

    /** Answers one request in another way. */
    synchronized void answer(int status, String body) {
        answers.add(new Answer(status, body));
    }

    synchronized int openStreams() {
        return opened;
    }

    /** How often somebody has looked at an end of the file. */
    synchronized int looks() {
        return looks;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try {
            Map<String, String> query = query(exchange);
            Answer odd = odd();
            if (odd != null) {
                byte[] body = odd.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(odd.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            } else if (query.containsKey("limitBytes")) {
                peek(exchange, query);
            } else {
                stream(exchange, query);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Answer odd() {
        if (away) {
            return new Answer(503, "the server is away");
        }
        if (gone) {
            return new Answer(404, "pods \"x\" not found");
        }
        return answers.poll();
    }

    private void peek(HttpExchange exchange, Map<String, String> query) throws IOException, InterruptedException {
        byte[] body = new byte[0];
        synchronized (this) {
            looks++;
            List<Line> file = file(query.getOrDefault("container", ""));
            int cutsBefore = cuts;
            while (query.containsKey("follow") && file.isEmpty() && !exited && cuts == cutsBefore) {
                wait();
            }
            if (cuts != cutsBefore) {
                throw new IOException("cut, as the test wants it");
            }
            if (!file.isEmpty()) {
                int limit = Integer.parseInt(query.get("limitBytes"));
                String text = query.containsKey("tailLines") ? file.getLast().stamped() : firstLine(file);
                body = text.substring(0, Math.min(limit, text.length())).getBytes(StandardCharsets.UTF_8);
            }
        }
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String firstLine(List<Line> file) {
        StringBuilder text = new StringBuilder(file.getFirst().stamped());
        for (int i = 1; i < file.size() && text.indexOf("\n") < 0; i++) {
            text.append(file.get(i).text());
        }
        return text.toString();
    }

    /** Like kubelet's, it sends not even headers before the first line; and it ends only when the container has. */
    private void stream(HttpExchange exchange, Map<String, String> query) throws IOException, InterruptedException {
        boolean follow = query.containsKey("follow");
        Instant since = Instant.parse(query.getOrDefault("sinceTime", "1970-01-01T00:00:00Z"));
        List<Line> mine;
        int cutsBefore;
        int file;
        synchronized (this) {
            mine = file(query.getOrDefault("container", ""));
            cutsBefore = cuts;
            file = rotations;
            opened++;
        }
        int next = 0;
        boolean lineBegins = true;
        OutputStream body = null;
        while (true) {
            ByteArrayOutputStream part = new ByteArrayOutputStream();
            boolean over;
            synchronized (this) {
                while (follow && next == mine.size() && !exited && cuts == cutsBefore && turned <= file) {
                    wait();
                }
                if (next == mine.size() && turned > file) {
                    file = turned;
                    mine = file(query.getOrDefault("container", ""));
                    next = 0;
                }
                if (cuts != cutsBefore) {
                    opened--;
                    // Then the server hangs up without the chunk that ends an answer.
                    throw new IOException("cut, as the test wants it");
                }
                for (; next < mine.size(); next++) {
                    Line line = mine.get(next);
                    if (!line.at().isBefore(since)) {
                        part.writeBytes((lineBegins ? line.stamped() : line.text()).getBytes(StandardCharsets.UTF_8));
                    }
                    lineBegins = line.text().endsWith("\n");
                }
                over = !follow || exited;
                opened -= over ? 1 : 0;
            }
            if (body == null) {
                exchange.sendResponseHeaders(200, 0);
                body = exchange.getResponseBody();
            }
            body.write(part.toByteArray());
            body.flush();
            if (over) {
                exchange.close();
                return;
            }
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        for (String part : exchange.getRequestURI().getQuery().split("&", -1)) {
            int equals = part.indexOf('=');
            query.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return query;
    }

    @Override
    public void close() {
        cut();
        server.stop(0);
        threads.shutdownNow();
    }
}
