package dev.forge.starter.problem;

import dev.forge.contract.pipeline.Problem;
import java.util.List;

/** A call that is answered by a problem document. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

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

    /** All mistakes of what was sent; the first of them is the answer's sentence. */
    public static Refusal ofAll(ProblemCode code, List<Problem> errors) {
        Problem first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more, see errors)";
        String field = first.pointer().isEmpty() ? "" : first.pointer() + ": ";
        return of(code, field + first.message() + "; " + first.fix() + more + ".", errors);
    }

    public ProblemCode code() {
        return code;
    }

    public ProblemDocument document() {
        return document;
    }
}
