package dev.forge.contract.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads which files of a module the archive keeps. */
final class ResultsReader {
    private static final Pattern FORM = Pattern.compile(PipelineShape.RESULT);

    private final Problems problems;
    private final Scalars scalars;

    ResultsReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    Optional<List<String>> read(Node node) {
        return scalars.list(node, item -> scalars.fixed(item, ResultsReader::complaint), "write a list: [summary.json]")
                .filter(paths -> isOfFittingLength(node, paths))
                .filter(paths -> areDifferent(node, paths));
    }

    private boolean isOfFittingLength(Node node, List<String> paths) {
        boolean fits = paths.size() <= PipelineShape.MOST_RESULTS;
        if (!fits) {
            problems.add(
                    node,
                    "there are " + paths.size() + " results; " + PipelineShape.MOST_RESULTS
                            + " is the most of a module",
                    "have the module write fewer files, each of which may hold much");
        }
        return fits;
    }

    private boolean areDifferent(Node node, List<String> paths) {
        Set<String> seen = new HashSet<>();
        Optional<String> twice = paths.stream().filter(path -> !seen.add(path)).findFirst();
        twice.ifPresent(
                path -> problems.add(node, "results names " + Quote.plain(path) + " twice", "name each file once"));
        return twice.isEmpty();
    }

    private static Optional<Complaint> complaint(String path) {
        if (FORM.matcher(path).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                path.matches("(?s).*[*?\\[\\]{}].*")
                        ? new Complaint(
                                Quote.of(path) + " is a pattern, and results are files named one by one",
                                "name each file")
                        : new Complaint(
                                Quote.of(path) + " is no path of a file below the workspace",
                                "write names with slashes between them, such as by/month.json"));
    }
}
