package dev.forge.starter.problem;

import dev.forge.contract.pipeline.Problem;
import java.util.List;

/**
 * What a caller gets instead of an answer, as RFC 9457 has it.
 *
 * @param type a URN made of the code
 * @param title the same for every problem of that code
 * @param status the HTTP status
 * @param detail what happened here, ending with what to do
 * @param code a word for programs; docs/http.md lists them all
 * @param errors every mistake in what was sent, at once; empty where the problem is not in there
 */
public record ProblemDocument(String type, String title, int status, String detail, String code, List<Problem> errors) {
    /** The media type of problem documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public ProblemDocument {
        errors = List.copyOf(errors);
    }

    public static ProblemDocument of(ProblemCode code, String detail) {
        return of(code, detail, List.of());
    }

    public static ProblemDocument of(ProblemCode code, String detail, List<Problem> errors) {
        return new ProblemDocument(
                "urn:forge:problem:" + code.word(), code.title(), code.status(), detail, code.word(), errors);
    }
}
