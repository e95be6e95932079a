package dev.forge.contract.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a module's rule for repeating failed attempts. */
final class RetryReader {
    private static final Shape.Whole LIMIT = new Shape.Whole(0, PipelineShape.HIGHEST_RETRY_LIMIT);
    private static final Shape.Whole EXIT_CODE = new Shape.Whole(1, PipelineShape.HIGHEST_EXIT_CODE);

    private static final Shape.Fraction MEMORY_FACTOR = new Shape.Fraction(1, RetryRule.HIGHEST_MEMORY_FACTOR);

    private final Problems problems;
    private final Scalars scalars;

    RetryReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    Optional<RetryRule> read(Node node) {
        return node instanceof Node.Scalar scalar
                ? refuse(scalar)
                : FieldValues.read(node, PipelineShape.RETRY, problems).map(this::rule);
    }

    private RetryRule rule(FieldValues fields) {
        ExitCodes codes = fields.get("exitCodes", this::exitCodes).orElse(ExitCodes.NONE);
        return new RetryRule(
                fields.get("limit", node -> scalars.whole(node, LIMIT)).orElse(RetryRule.DEFAULT_LIMIT),
                fields.get("backoff", node -> scalars.duration(node, Duration.ZERO, RetryRule.LONGEST_BACKOFF))
                        .orElse(RetryRule.DEFAULT_BACKOFF),
                codes.fail(),
                codes.retry(),
                fields.get("memoryFactor", node -> scalars.number(node, MEMORY_FACTOR)));
    }

    private Optional<RetryRule> refuse(Node.Scalar scalar) {
        boolean none = scalar.text().matches("(?i)false|no|never|off|none");
        String limit = none ? "0" : scalar.text().matches("\\d{1,3}") ? scalar.text() : "3";
        return scalars.refuse(
                scalar, "expected a map for retry, got " + scalar.kind(), "write retry: {limit: " + limit + "}");
    }

    private Optional<ExitCodes> exitCodes(Node node) {
        if (node instanceof Node.Items) {
            return scalars.refuse(
                    node,
                    "expected a map for exitCodes, got a list",
                    "write exitCodes: {fail: […]} for codes that no retry mends, or {retry: […]} for those worth one");
        }
        return FieldValues.read(node, PipelineShape.EXIT_CODES, problems).map(fields -> {
            List<Integer> fail = fields.get("fail", this::codes).orElse(List.of());
            List<Integer> retry = fields.get("retry", this::codes).orElse(List.of());
            fail.stream()
                    .filter(retry::contains)
                    .distinct()
                    .forEach(code -> problems.add(
                            node,
                            "exit code " + code + " stands under fail and under retry",
                            "remove it from one of the two"));
            return new ExitCodes(fail, retry);
        });
    }

    private Optional<List<Integer>> codes(Node node) {
        return scalars.list(node, code -> scalars.whole(code, EXIT_CODE))
                .map(all -> all.stream().distinct().toList());
    }

    private record ExitCodes(List<Integer> fail, List<Integer> retry) {
        static final ExitCodes NONE = new ExitCodes(List.of(), List.of());
    }
}
