package dev.forge.contract.pipeline;

/** A text that is neither YAML nor JSON, or beyond what is read at all. */
final class UnreadableText extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    UnreadableText(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
