package dev.forge.starter.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Problem;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void theSentencesTellEachMistakeSinceAQueueHasNothingElse() {
        assertThat(detail(List.of(
                        Problem.of("/name", "the name is empty", "write a name"),
                        Problem.of("", "there is no field imag", "did you mean image?"))))
                .isEqualTo("/name: the name is empty; write a name. there is no field imag; did you mean image?");
    }

    @Test
    void ofManyMistakesTheFirstOnesAreToldAndTheOthersCounted() {
        List<Problem> many = IntStream.range(0, 8)
                .mapToObj(i -> Problem.of("/modules/" + i, "it is wrong", "mend it"))
                .toList();

        assertThat(detail(many))
                .contains("/modules/4: ")
                .doesNotContain("/modules/5: ")
                .endsWith(" (And 3 more.)");
        assertThat(Refusal.ofAll(ProblemCode.PIPELINE_INVALID, many).document().errors())
                .hasSize(8);
    }

    private static String detail(List<Problem> problems) {
        return Refusal.ofAll(ProblemCode.PIPELINE_INVALID, problems).document().detail();
    }
}
