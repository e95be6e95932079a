package dev.forge.starter.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads server-sent events; closing it cuts the connection. */
public final class EventReader implements AutoCloseable {
    private final BufferedReader lines;

    private EventReader(BufferedReader lines) {
        this.lines = lines;
    }

    public static EventReader of(HttpResponse<InputStream> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new EventReader(new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    /** As a browser asks, at first and when it comes back. */
    public static Map<String, String> headers(Optional<String> lastEventId) {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "text/event-stream"));
        lastEventId.ifPresent(seen -> headers.put("Last-Event-ID", seen));
        return headers;
    }

    /** An event as it was sent. */
    public record Sent(String name, Optional<String> id, String data) {
        @Override
        public String toString() {
            return name + id.map(text -> " " + text).orElse("");
        }
    }

    /** What comes up to an event of that name. */
    public List<Sent> until(String name) {
        List<Sent> events = new ArrayList<>();
        while (events.isEmpty() || !events.getLast().name().equals(name)) {
            events.add(next().orElseThrow(() -> new AssertionError("the stream ended before " + name)));
        }
        return events;
    }

    /** What comes up to the end of the stream. */
    public List<Sent> rest() {
        List<Sent> events = new ArrayList<>();
        Optional<Sent> event = next();
        while (event.isPresent()) {
            events.add(event.get());
            event = next();
        }
        return events;
    }

    private Optional<Sent> next() {
        Map<String, String> fields = new HashMap<>();
        try {
            String line = lines.readLine();
            while (line != null && !(line.isEmpty() && fields.containsKey("data"))) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
                line = lines.readLine();
            }
            return line == null
                    ? Optional.empty()
                    : Optional.of(new Sent(
                            fields.getOrDefault("event", ""),
                            Optional.ofNullable(fields.get("id")),
                            fields.getOrDefault("data", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
