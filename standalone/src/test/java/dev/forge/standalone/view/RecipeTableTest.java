package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.forge.standalone.client.ComparedRecipe;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTableTest {
    @Test
    void whatDeviatesStandsBeforeWhatDoesNotWithALineADifference() throws Exception {
        assertThat(RecipeTable.lines(
                        List.of(recipe("{files: {changed: a.json}, differences: []}"), recipe("""
                                        files: {changed: b.json}
                                        differences:
                                          - {path: /t, kind: changed, old: 1, new: 2}
                                          - {path: /gone, kind: removed, old: {"id": "a text that goes on and on and on and on"}}
                                          - {path: /come, kind: added, new: null}
                                        """)), Ink.PLAIN))
                .containsExactly(
                        "RECIPE  DIFFERENCE  WHERE  ORIGINAL                                  ARRIVED",
                        "b       changed     /t     1                                         2",
                        "b       removed     /gone  {\"id\":\"a text that goes on and on and o…",
                        "b       added       /come                                            null",
                        "a       none");
    }

    private static ComparedRecipe recipe(String yaml) throws Exception {
        JsonNode result = new YAMLMapper().readTree(yaml);
        return ComparedRecipe.of(result);
    }
}
