package dev.forge.starter.problem;

import dev.forge.contract.pipeline.Problem;
import java.util.List;

/** A call that is answered by a problem document. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ProblemDocument document;

    private Refusal(ProblemDocument document) {
        // An expected answer, not a fault: nobody reads its stack.
        super(document.detail(), null, false, false);
        this.document = document;
    }

    public static Refusal of(ProblemCode code, String detail) {
        return new Refusal(ProblemDocument.of(code, detail));
    }

    public static Refusal of(ProblemCode code, String detail, List<Problem> errors) {
        return new Refusal(ProblemDocument.of(code, detail, errors));
    }

    public ProblemDocument document() {
        return document;
    }
}
