package dev.forge.starter.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where to go on from a watch; paths on this server. Names of watches hold nothing that a path would encode. */
final class WatchLinks {
    private WatchLinks() {}

    static String watch(String name) {
        return "/watches/" + name;
    }

    static Map<String, String> of(String name) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", watch(name));
        for (String call : List.of("objects", "test", "pause", "resume")) {
            links.put(call, watch(name) + "/" + call);
        }
        return links;
    }
}
