package dev.forge.starter.api;

import dev.forge.contract.pipeline.Parsed;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.Problem;
import dev.forge.starter.body.BodyText;
import dev.forge.starter.problem.ProblemCode;
import java.util.List;

/** Reads the body of {@code PUT /pipelines/{name}}: a pipeline file. */
final class PipelineBody {
    private PipelineBody() {}

    /** The pipeline of that name, which the body may leave out; refused with every mistake at once. */
    static PipelineSpec read(byte[] body, String name) {
        String text = BodyText.of(body);
        return switch (PipelineParser.parse(text, name)) {
            case Parsed.Valid(PipelineSpec spec) -> spec;
            case Parsed.Invalid(String _, List<Problem> problems) ->
                throw BodyText.refusal(text, ProblemCode.PIPELINE_INVALID, problems);
        };
    }
}
