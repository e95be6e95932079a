package dev.forge.starter.body;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.pipeline.Problem;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text of a body, which is UTF-8. */
public final class BodyText {
    private BodyText() {}

    public static String of(byte[] body) {
        try {
            // Not String's constructor: it would put a replacement character into somebody's arguments.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw syntaxError(Problem.of("", "this is not UTF-8", "send the text as UTF-8"));
        }
    }

    /**
     * The JSON that a text says; refused with its place where it is none.
     *
     * @param advice what to send instead
     */
    public static JsonNode json(String text, ObjectReader reader, String advice) {
        try {
            return reader.readTree(text);
        } catch (JsonProcessingException e) {
            throw notJson(e.getLocation(), e.getOriginalMessage(), advice);
        }
    }

    static Refusal notJson(JsonLocation at, String why, String advice) {
        return syntaxError(Problem.at("", at.getLineNr(), at.getColumnNr(), "this is not JSON: " + why, advice));
    }

    public static Refusal syntaxError(Problem problem) {
        String place = problem.line()
                .map(line -> " at line " + line + ", column " + problem.column().orElse(1))
                .orElse("");
        return Refusal.of(
                ProblemCode.SYNTAX_ERROR,
                "The body cannot be read" + place + ": " + problem.message() + "; " + problem.fix() + ".",
                List.of(problem));
    }

    /** Of a body that is no text that can be read, or one with mistakes. */
    public static Refusal refusal(String text, ProblemCode code, List<Problem> problems) {
        return PipelineParser.unreadable(text)
                .map(BodyText::syntaxError)
                .orElseGet(() -> Refusal.ofAll(code, problems));
    }
}
