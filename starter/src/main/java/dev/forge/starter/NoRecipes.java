package dev.forge.starter;

import dev.forge.archive.documents.Documents;

/** A starter that keeps no recipes. */
public final class NoRecipes {
    private NoRecipes() {}

    public static Documents documents() {
        return Documents.absent("There is no place for recipes: set FORGE_RECIPES_BUCKET to a bucket that exists.");
    }
}
