package dev.forge.contract.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads how many runs of a pipeline may be at work at once. */
final class ConcurrencyReader {
    private static final Shape.Whole LIMIT = new Shape.Whole(1, Concurrency.HIGHEST_LIMIT);

    private final Problems problems;
    private final Scalars scalars;
    private final StepScope scope;

    /** Before any of the steps, whose names are given in their order. */
    ConcurrencyReader(Problems problems, List<String> order, Collection<String> parameters) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
        List<String> later = new ArrayList<>(List.of("concurrency.key"));
        later.addAll(order);
        this.scope = new StepScope(List.of(), later, parameters);
    }

    Optional<Concurrency> read(Node node) {
        return node instanceof Node.Scalar scalar
                ? refuse(scalar)
                : FieldValues.read(node, PipelineShape.CONCURRENCY, problems).map(this::concurrency);
    }

    private Concurrency concurrency(FieldValues fields) {
        return new Concurrency(
                fields.get("key", this::key),
                fields.get("limit", node -> scalars.whole(node, LIMIT)).orElse(Concurrency.DEFAULT_LIMIT),
                fields.get("policy", this::policy).orElse(Concurrency.DEFAULT_POLICY));
    }

    private Optional<String> key(Node node) {
        return scalars.literal(node, scope).flatMap(key -> {
            if (key.isBlank()) {
                return scalars.refuse(
                        node, "the key is empty", "leave it out: then all runs of the pipeline count together");
            }
            return key.length() > Concurrency.LONGEST_KEY
                    ? scalars.refuse(
                            node,
                            "the key is longer than " + Concurrency.LONGEST_KEY + " characters",
                            "write a shorter one")
                    : Optional.of(key);
        });
    }

    private Optional<Concurrency.Policy> policy(Node node) {
        return scalars.fixed(node)
                .flatMap(word -> Concurrency.Policy.of(word)
                        .or(() -> scalars.refuse(
                                node,
                                "policy cannot be " + Quote.of(word),
                                Spelling.suggestion(word, Concurrency.Policy.words()))));
    }

    private Optional<Concurrency> refuse(Node.Scalar scalar) {
        String limit = scalar.text().matches("\\d{1,3}") ? scalar.text() : "1";
        return scalars.refuse(
                scalar,
                "expected a map for concurrency, got " + scalar.kind(),
                "write concurrency: {limit: " + limit + "}");
    }
}
