package dev.forge.starter.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where to go on from a pipeline; paths on this server. Names of pipelines hold nothing that a path would encode. */
final class PipelineLinks {
    private PipelineLinks() {}

    static String pipeline(String name) {
        return "/pipelines/" + name;
    }

    static String version(String name, int version) {
        return pipeline(name) + "/versions/" + version;
    }

    static Map<String, String> of(String name, int version) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", version(name, version));
        links.put("newest", pipeline(name));
        links.put("versions", pipeline(name) + "/versions");
        links.put("diff", pipeline(name) + "/diff?from={from}&to={to}");
        return links;
    }
}
