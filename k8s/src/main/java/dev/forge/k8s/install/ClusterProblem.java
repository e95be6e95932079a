package dev.forge.k8s.install;

/** Why a cluster cannot be used, in a sentence that ends with what to do. */
public final class ClusterProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ClusterProblem(String sentence) {
        super(sentence);
    }

    public ClusterProblem(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
