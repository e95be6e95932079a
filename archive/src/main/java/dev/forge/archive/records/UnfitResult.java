package dev.forge.archive.records;

/** A file that cannot be kept as a result, whoever tries. */
public final class UnfitResult extends Exception {
    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * An unfit file.
     *
     * @param why the end of a sentence that begins with the file
     * @param remedy an imperative
     */
    UnfitResult(String why, String remedy) {
        super(why);
        this.remedy = remedy;
    }

    /** The end of a sentence that begins with the file. */
    public String why() {
        return String.valueOf(getMessage());
    }

    /** An imperative. */
    public String remedy() {
        return remedy;
    }
}
