package dev.forge.starter.problem;

import dev.forge.contract.pipeline.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A call that is answered by a problem document. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** More than anybody reads in one text. */
    private static final int MOST_TOLD = 5;

    private final ProblemCode code;
    private final transient ProblemDocument document;

    private Refusal(ProblemCode code, ProblemDocument document) {
        // An expected answer, not a fault: nobody reads its stack.
        super(document.detail(), null, false, false);
        this.code = code;
        this.document = document;
    }

    public static Refusal of(ProblemCode code, String detail) {
        return new Refusal(code, ProblemDocument.of(code, detail));
    }

    public static Refusal of(ProblemCode code, String detail, List<Problem> errors) {
        return new Refusal(code, ProblemDocument.of(code, detail, errors));
    }

    /** All mistakes of what was sent; its sentences tell the first of them, since by a queue nothing else is answered. */
    public static Refusal ofAll(ProblemCode code, List<Problem> errors) {
        String first = errors.stream().limit(MOST_TOLD).map(Refusal::sentence).collect(Collectors.joining(" "));
        String more = errors.size() > MOST_TOLD ? " (And " + (errors.size() - MOST_TOLD) + " more.)" : "";
        return of(code, first + more, errors);
    }

    private static String sentence(Problem problem) {
        String field = problem.pointer().isEmpty() ? "" : problem.pointer() + ": ";
        String said = field + problem.message() + "; " + problem.fix();
        return said.endsWith("?") ? said : said + ".";
    }

    public ProblemCode code() {
        return code;
    }

    public ProblemDocument document() {
        return document;
    }
}
