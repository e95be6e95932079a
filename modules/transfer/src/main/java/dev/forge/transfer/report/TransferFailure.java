package dev.forge.transfer.report;

/** A transfer that ends here: a category for programs, a sentence for people, and what to do about it. */
public final class TransferFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Category category;
    private final String sentence;
    private final String fix;

    public TransferFailure(Category category, String sentence, String fix) {
        super(sentence);
        this.category = category;
        this.sentence = sentence;
        this.fix = fix;
    }

    public TransferFailure(Category category, String sentence, String fix, Throwable cause) {
        this(category, sentence, fix);
        initCause(cause);
    }

    public Category category() {
        return category;
    }

    public String sentence() {
        return sentence;
    }

    public String fix() {
        return fix;
    }
}
