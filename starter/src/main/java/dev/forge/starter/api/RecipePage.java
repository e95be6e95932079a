package dev.forge.starter.api;

import dev.forge.archive.documents.DocumentEntry;
import dev.forge.archive.records.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the list of recipes.
 *
 * @param next the cursor to go on with; absent at the end
 */
record RecipePage(List<Row> recipes, Optional<String> next) {
    RecipePage {
        recipes = List.copyOf(recipes);
    }

    static RecipePage of(Page<DocumentEntry, String> page) {
        return new RecipePage(page.items().stream().map(Row::of).toList(), page.next());
    }

    /**
     * A recipe.
     *
     * @param changedAt to the second
     * @param bytes of its newest version
     */
    record Row(String name, Instant changedAt, long bytes, Map<String, String> links) {
        static Row of(DocumentEntry entry) {
            return new Row(entry.name(), entry.changedAt(), entry.bytes(), RecipeLinks.of(entry.name()));
        }
    }
}
