package dev.forge.starter.api;

import dev.forge.contract.pipeline.Parsed;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.Problem;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import java.util.List;

/** Reads the pipeline in the body of a submission. */
final class PipelineBody {
    private PipelineBody() {}

    /** The pipeline; refused with every mistake at once. */
    static PipelineSpec read(byte[] body) {
        String text = BodyText.of(body);
        return switch (PipelineParser.parse(text)) {
            case Parsed.Valid(PipelineSpec spec) -> spec;
            case Parsed.Invalid(String name, List<Problem> problems) -> throw refusal(text, problems);
        };
    }

    private static Refusal refusal(String text, List<Problem> problems) {
        return PipelineParser.unreadable(text)
                .map(BodyText::syntaxError)
                .orElseGet(() -> Refusal.of(ProblemCode.PIPELINE_INVALID, sentence(problems), problems));
    }

    private static String sentence(List<Problem> problems) {
        Problem first = problems.getFirst();
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more, see errors)";
        String field = first.pointer().isEmpty() ? "" : first.pointer() + ": ";
        return field + first.message() + "; " + first.fix() + more + ".";
    }
}
