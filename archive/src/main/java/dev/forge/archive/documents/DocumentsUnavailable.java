package dev.forge.archive.documents;

/** Documents cannot be read or kept now, or nowhere: the sentence says what to see to. The call may be made again. */
public final class DocumentsUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DocumentsUnavailable(String sentence) {
        super(sentence);
    }

    public DocumentsUnavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
