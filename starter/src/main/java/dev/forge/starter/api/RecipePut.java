package dev.forge.starter.api;

import java.util.Map;

/** The version of a recipe that says what was put. */
record RecipePut(String name, int version, Map<String, String> links) {
    static RecipePut of(String name, int version) {
        return new RecipePut(name, version, RecipeLinks.of(name, version));
    }
}
