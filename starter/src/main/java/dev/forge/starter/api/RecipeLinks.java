package dev.forge.starter.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where to go on from a recipe; paths on this server. Names of recipes hold nothing that a path would encode. */
final class RecipeLinks {
    private RecipeLinks() {}

    static String recipe(String name) {
        return "/recipes/" + name;
    }

    static String version(String name, int version) {
        return recipe(name) + "/versions/" + version;
    }

    static Map<String, String> of(String name) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("newest", recipe(name));
        links.put("versions", recipe(name) + "/versions");
        return links;
    }

    static Map<String, String> of(String name, int version) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", version(name, version));
        links.putAll(of(name));
        return links;
    }
}
