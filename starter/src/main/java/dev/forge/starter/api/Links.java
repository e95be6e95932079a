package dev.forge.starter.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where to go on from a run, a job or a schedule; paths on this server. */
final class Links {
    private Links() {}

    static String run(String id) {
        return "/runs/" + encoded(id);
    }

    static String job(String id) {
        return "/jobs/" + encoded(id);
    }

    /** By one of the doors of schedules. */
    static String schedule(String door, String id) {
        return door + "/" + encoded(id);
    }

    // An id may hold anything; in a path a plus sign is a plus sign.
    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static Map<String, String> of(String id) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", run(id));
        links.put("logs", run(id) + "/steps/{step}/logs");
        links.put("results", "/results?run=" + encoded(id));
        links.putAll(common(run(id)));
        return links;
    }

    /** A job has one step, which is named as it is; empty where nobody knows its name. */
    static Map<String, String> ofJob(String id, String name) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", job(id));
        links.put("logs", run(id) + "/steps/" + (name.isEmpty() ? "{step}" : name) + "/logs");
        links.putAll(common(run(id)));
        return links;
    }

    /** Whatever its kind; whether a run is in a state for it, the call itself says. */
    private static Map<String, String> common(String run) {
        Map<String, String> links = new LinkedHashMap<>();
        for (String call : List.of("events", "cancel", "pause", "continue", "rerun")) {
            links.put(call, run + "/" + call);
        }
        return links;
    }
}
