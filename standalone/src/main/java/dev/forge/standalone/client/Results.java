package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The results that a starter knows. */
public final class Results {
    /** What the server gives at once, at most. */
    public static final int LARGEST_PAGE = 200;

    private static final String PATH = "/results";

    /** The cursor in a link to the next part. */
    private static final Pattern NEXT = Pattern.compile("[?&]cursor=([^&>]+)[^>]*>; rel=\"next\"");

    private final StarterClient starter;

    Results(StarterClient starter) {
        this.starter = starter;
    }

    /**
     * Which values.
     *
     * @param path into the results
     * @param where conditions, all of which are true
     */
    public record Wish(
            Optional<String> pipeline,
            Optional<String> path,
            List<String> where,
            Optional<String> run,
            Optional<String> step,
            Optional<String> name,
            Optional<String> since,
            Optional<String> status) {
        public Wish {
            where = List.copyOf(where);
        }

        private String query(int limit, Optional<String> cursor) {
            List<String> fields = new ArrayList<>();
            add("pipeline", pipeline, fields);
            add("path", path, fields);
            where.forEach(condition -> add("where", Optional.of(condition), fields));
            add("run", run, fields);
            add("step", step, fields);
            add("name", name, fields);
            add("since", since, fields);
            add("status", status, fields);
            return PATH + StarterClient.page(limit, cursor) + String.join("", fields);
        }
    }

    /** A part of the list as CSV. */
    public static final class Csv {
        private final byte[] text;
        private final Optional<String> next;

        Csv(byte[] text, Optional<String> next) {
            this.text = text.clone();
            this.next = next;
        }

        public byte[] text() {
            return text.clone();
        }

        /** The text without its first line, the names of the columns, none of which needs quotes. */
        public byte[] rows() {
            int at = 0;
            while (at < text.length && text[at] != '\n') {
                at++;
            }
            return Arrays.copyOfRange(text, Math.min(at + 1, text.length), text.length);
        }

        /** The cursor of the next part. */
        public Optional<String> next() {
            return next;
        }
    }

    /** A part of the list, as the server sent it: {@code results} and, where there are more, {@code next}. */
    public JsonNode list(Wish wish, int limit, Optional<String> cursor) {
        return starter.json(starter.request(wish.query(limit, cursor)).build());
    }

    /** The same as CSV. */
    public Csv csv(Wish wish, int limit, Optional<String> cursor) {
        HttpResponse<byte[]> answer = starter.answer(
                starter.request(wish.query(limit, cursor) + "&format=csv").build());
        Optional<String> next = answer.headers()
                .firstValue("Link")
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(link -> link.group(1));
        return new Csv(answer.body(), next);
    }

    /** How the results of two runs differ, as the server sent it. */
    public JsonNode compare(String run, String other, Optional<String> step, Optional<String> name) {
        List<String> fields = new ArrayList<>();
        add("with", Optional.of(other), fields);
        add("step", step, fields);
        add("name", name, fields);
        return starter.json(
                starter.request(PATH + "/compare?run=" + StarterClient.encoded(run) + String.join("", fields))
                        .build());
    }

    private static void add(String name, Optional<String> value, List<String> fields) {
        value.ifPresent(text -> fields.add("&" + name + "=" + StarterClient.encoded(text)));
    }
}
