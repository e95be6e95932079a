package dev.forge.standalone.objects;

/** Why files could not be moved, in a sentence that ends with what to do. */
public final class ObjectProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ObjectProblem(String sentence) {
        super(sentence);
    }

    public ObjectProblem(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
