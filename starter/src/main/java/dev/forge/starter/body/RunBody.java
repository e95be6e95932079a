package dev.forge.starter.body;

import dev.forge.contract.pipeline.ParsedRequest;
import dev.forge.contract.pipeline.ParsedRequest.Form;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.pipeline.RunRequestParser;
import dev.forge.starter.problem.ProblemCode;
import java.util.List;

/** Reads the body of a submission: a run request, or a pipeline file. */
public final class RunBody {
    private RunBody() {}

    /** The request; refused with every mistake that can be seen without looking up a pipeline, at once. */
    public static RunRequest read(byte[] body) {
        String text = BodyText.of(body);
        return switch (RunRequestParser.parse(text)) {
            case ParsedRequest.Valid(RunRequest request) -> request;
            case ParsedRequest.Invalid(String _, Form form, List<Problem> problems) ->
                throw BodyText.refusal(text, code(form), problems);
        };
    }

    private static ProblemCode code(Form form) {
        return switch (form) {
            case PIPELINE_FILE -> ProblemCode.PIPELINE_INVALID;
            case RUN_REQUEST -> ProblemCode.RUN_REQUEST_INVALID;
        };
    }
}
