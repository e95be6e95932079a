package dev.forge.standalone.client;

import dev.forge.contract.pipeline.Problem;
import java.util.List;

/** What a starter answered with a problem document. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient List<Problem> problems;

    public Refused(int status, String code, String detail, List<Problem> problems) {
        super(detail);
        this.status = status;
        this.code = code;
        this.problems = List.copyOf(problems);
    }

    public int status() {
        return status;
    }

    /** The document's {@code code}, for programs. */
    public String code() {
        return code;
    }

    public List<Problem> problems() {
        return problems;
    }
}
