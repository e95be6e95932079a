package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineMistakesTest {
    static Stream<MistakeTable> mistakes() {
        return MistakeTable.read("/pipelines/mistakes.txt");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void everyMistakeIsToldAtItsPlaceWithItsRemedy(MistakeTable file) {
        assertThat(PipelineParser.parse(file.text()))
                .isInstanceOfSatisfying(
                        Parsed.Invalid.class,
                        invalid -> assertThat(invalid.problems()).containsExactlyElementsOf(file.problems()));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMessageHasNoFullStopAndAFixSaysSomething(MistakeTable file) {
        assertThat(file.problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.message()).isNotBlank().doesNotEndWith(".");
            assertThat(problem.fix()).isNotBlank().doesNotEndWith(".");
        });
    }
}
