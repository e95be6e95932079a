package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.Problem;
import java.util.List;

/** A pipeline file with mistakes. */
final class InvalidFile extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final transient List<Problem> problems;

    InvalidFile(String file, List<Problem> problems) {
        super(file + " has mistakes");
        this.file = file;
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }

    /** One a mistake, as compilers print them. */
    List<String> lines() {
        return problems.stream().map(problem -> problem.in(file)).toList();
    }
}
