package dev.forge.starter.api;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.body.BodyText;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the body of a cancel request: none, or {@code {"reason": "…"}}. */
final class CancelBody {
    static final String NO_REASON = "requested over HTTP";
    /** Temporal keeps it in the history; more than a sentence does not help whoever reads it there. */
    private static final int LONGEST_REASON = 1000;

    private static final ObjectReader READER =
            HistoryFormat.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private CancelBody() {}

    static String reason(byte[] body) {
        String text = BodyText.of(body);
        if (text.isBlank()) {
            return NO_REASON;
        }
        JsonNode tree = BodyText.json(text, READER, "send {\"reason\": \"a sentence\"}, or no body");
        List<Problem> problems = problems(tree);
        if (!problems.isEmpty()) {
            throw Refusal.of(
                    ProblemCode.CANCEL_INVALID,
                    "The body is either left out or {\"reason\": \"a sentence\"}.",
                    problems);
        }
        return tree.path("reason").asText(NO_REASON);
    }

    private static List<Problem> problems(JsonNode tree) {
        if (!tree.isObject()) {
            return List.of(Problem.of("", "this is not an object", "send {\"reason\": \"a sentence\"}"));
        }
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (!field.getKey().equals("reason")) {
                problems.add(Problem.of("/" + field.getKey(), "there is no such field", "use reason, or leave it out"));
            } else if (!field.getValue().isTextual()
                    || field.getValue().asText().length() > LONGEST_REASON) {
                problems.add(Problem.of(
                        "/reason", "the reason is not a short text", "give at most " + LONGEST_REASON + " characters"));
            }
        }
        return problems;
    }
}
