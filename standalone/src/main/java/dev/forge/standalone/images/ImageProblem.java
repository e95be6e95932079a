package dev.forge.standalone.images;

/** Why an image cannot be had where it should be, in a sentence that ends with what to do. */
public final class ImageProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean build;

    private ImageProblem(String sentence, boolean build) {
        super(sentence);
        this.build = build;
    }

    /** Something on the way to or from the builder does not let it pass. */
    public static ImageProblem refused(String sentence) {
        return new ImageProblem(sentence, false);
    }

    /** An image's own build failed. */
    static ImageProblem ofBuild(String sentence) {
        return new ImageProblem(sentence, true);
    }

    public boolean isOfBuild() {
        return build;
    }
}
