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
            Optional<String> after = query.text("cursor");
            if (!after.map(Recipes::isName).orElse(true)) {
                throw QueryParameters.refused("This cursor is none: use \"next\" of an answer, or leave cursor out.");
            }
            return new OfList(after, query.limit());
        }
    }
}
