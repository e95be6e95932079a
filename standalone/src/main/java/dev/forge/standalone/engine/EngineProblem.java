package dev.forge.standalone.engine;

/** Why an engine cannot be had, in a sentence that ends with what to do. */
public final class EngineProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EngineProblem(String sentence) {
        super(sentence);
    }

    public EngineProblem(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
