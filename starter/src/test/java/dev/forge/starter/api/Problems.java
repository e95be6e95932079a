package dev.forge.starter.api;

import static dev.forge.starter.api.OpenApiDocument.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.api.AnswerText.Answer;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.ProblemDocument;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Problem documents in the OpenAPI document. */
final class Problems {
    /** What any call may be answered, before it is looked at. */
    private static final List<ProblemCode> OF_ANY_CALL = List.of(
            ProblemCode.BAD_REQUEST,
            ProblemCode.HOST_REFUSED,
            ProblemCode.ORIGIN_REFUSED,
            ProblemCode.ROUTE_NOT_FOUND,
            ProblemCode.METHOD_NOT_ALLOWED,
            ProblemCode.NOT_ACCEPTABLE,
            ProblemCode.INTERNAL_ERROR);

    private Problems() {}

    static ObjectNode answer(Answer answer) {
        return response(answer.text().isEmpty() ? titles(answer.codes()) : answer.text(), answer.codes());
    }

    static ObjectNode responses() {
        ObjectNode responses = object();
        responses.set("Problem", response("What any call may be answered: " + titles(OF_ANY_CALL), OF_ANY_CALL));
        return responses;
    }

    /** One of each code. */
    static ObjectNode examples() {
        ObjectNode examples = object();
        for (ProblemCode code : ProblemCode.values()) {
            examples.putObject(code.word()).set("value", HistoryFormat.mapper().valueToTree(example(code)));
        }
        return examples;
    }

    private static ProblemDocument example(ProblemCode code) {
        String detail = code.title() + ".";
        return switch (code) {
            case PIPELINE_INVALID, RUN_REQUEST_INVALID ->
                ProblemDocument.of(
                        code,
                        "/modules/0/timeout: 15 has no unit; write 15m or 15s.",
                        List.of(Problem.at("/modules/0/timeout", 5, 14, "15 has no unit", "write 15m or 15s")));
            case SYNTAX_ERROR ->
                ProblemDocument.of(
                        code,
                        "The body cannot be read: this is not UTF-8; send the text as UTF-8.",
                        List.of(Problem.of("", "this is not UTF-8", "send the text as UTF-8")));
            default -> ProblemDocument.of(code, detail);
        };
    }

    private static ObjectNode response(String description, List<ProblemCode> codes) {
        ObjectNode response = object().put("description", description);
        ObjectNode content = response.putObject("content").putObject(ProblemDocument.MEDIA_TYPE);
        ObjectNode schema = content.putObject("schema");
        ArrayNode both = schema.putArray("allOf");
        both.add(Schemas.reference("ProblemDocument"));
        ArrayNode words =
                both.addObject().putObject("properties").putObject("code").putArray("enum");
        ObjectNode examples = content.putObject("examples");
        for (ProblemCode code : codes) {
            words.add(code.word());
            examples.putObject(code.word()).put("$ref", "#/components/examples/" + code.word());
        }
        return response;
    }

    private static String titles(List<ProblemCode> codes) {
        return codes.stream()
                        .map(code -> code.title() + " (`" + code.word() + "`)")
                        .collect(Collectors.joining("; ")) + ".";
    }

    /** All codes that there are. */
    static List<String> words() {
        return Arrays.stream(ProblemCode.values()).map(ProblemCode::word).toList();
    }
}
