package dev.forge.standalone.view;

import dev.forge.standalone.client.ComparedRecipe;
import dev.forge.standalone.client.ComparedRecipe.Difference;
import java.util.Comparator;
import java.util.List;

/** Recipes that were compared with their originals, as a table: a line a difference. */
public final class RecipeTable {
    private static final int LONGEST = 40;

    private RecipeTable() {}

    /** The lines, a head first; those that deviate before the others. */
    public static List<String> lines(List<ComparedRecipe> recipes, Ink ink) {
        Table table = new Table("RECIPE", "DIFFERENCE", "WHERE", "ORIGINAL", "ARRIVED");
        recipes.stream()
                .sorted(Comparator.comparing(
                                (ComparedRecipe recipe) -> recipe.differences().isEmpty())
                        .thenComparing(ComparedRecipe::name))
                .forEach(recipe -> add(table, recipe));
        return table.lines(ink);
    }

    private static void add(Table table, ComparedRecipe recipe) {
        if (recipe.differences().isEmpty()) {
            table.row(recipe.name(), "none", "", "", "");
        }
        for (Difference each : recipe.differences()) {
            table.row(recipe.name(), each.kind(), each.path(), cut(each.old()), cut(each.changed()));
        }
    }

    private static String cut(String json) {
        return json.length() <= LONGEST ? json : json.substring(0, LONGEST - 1) + "…";
    }
}
