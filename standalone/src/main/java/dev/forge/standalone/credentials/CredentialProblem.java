package dev.forge.standalone.credentials;

/** Why there are no credentials to take, in a sentence that ends with what to do. */
public final class CredentialProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    CredentialProblem(String sentence) {
        super(sentence);
    }
}
