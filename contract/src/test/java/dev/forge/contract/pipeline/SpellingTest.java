package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({"name, name, 0", "naem, name, 1", "Name, name, 0", "nme, name, 1", "image, imgaes, 2", "'', abc, 3"})
    void theDistanceCountsTheMistakes(String one, String other, int distance) {
        assertThat(Spelling.distance(one, other)).isEqualTo(distance);
    }

    @Test
    void onlyWhatIsNearIsSuggested() {
        List<String> known = List.of("name", "image", "resources");

        assertThat(Spelling.nearest("resuorces", known)).contains("resources");
        assertThat(Spelling.nearest("env", known)).isEmpty();
        assertThat(Spelling.nearest("x".repeat(1_000_000), known)).isEmpty();
        assertThat(Spelling.suggestion("flavour", known)).isEqualTo("use one of: name, image, resources");
    }
}
