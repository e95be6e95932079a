package dev.forge.starter.api;

import dev.forge.starter.recipe.Recipes;
import io.micronaut.http.HttpParameters;
import java.util.List;
import java.util.Optional;

/** What calls on {@code /recipes} are asked for. */
final class RecipeQuery {
    private RecipeQuery() {}

    /** A part of the list of recipes. */
    record OfList(Optional<String> after, int limit) {
        static OfList of(HttpParameters sent) {
            QueryParameters query = new QueryParameters(sent, List.of("limit", "cursor"));
            return new OfList(query.cursor(Recipes::isName), query.limit());
        }
    }
}
