package dev.forge.starter.api;

import dev.forge.archive.documents.DocumentChange;
import dev.forge.archive.records.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of what was done to a recipe.
 *
 * @param next the cursor to go on with; absent at the end
 */
record RecipeVersionPage(List<Row> versions, Optional<String> next) {
    RecipeVersionPage {
        versions = List.copyOf(versions);
    }

    static RecipeVersionPage of(String name, Page<DocumentChange, Integer> page) {
        return new RecipeVersionPage(
                page.items().stream().map(change -> Row.of(name, change)).toList(),
                page.next().map(String::valueOf));
    }

    /**
     * A version, or a deletion, which has a number of its own.
     *
     * @param madeAt to the second
     */
    record Row(String name, int version, Instant madeAt, boolean deleted, long bytes, Map<String, String> links) {
        static Row of(String name, DocumentChange change) {
            return new Row(
                    name,
                    change.version(),
                    change.madeAt(),
                    change.deleted(),
                    change.bytes(),
                    change.deleted() ? RecipeLinks.of(name) : RecipeLinks.of(name, change.version()));
        }
    }
}
