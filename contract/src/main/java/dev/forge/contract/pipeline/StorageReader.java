package dev.forge.contract.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads where a run's files come from and go to. */
final class StorageReader {
    private final Problems problems;
    private final Scalars scalars;

    StorageReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    Optional<SourceSpec> source(Node node, StepScope scope) {
        if (node instanceof Node.Scalar) {
            return from(node, scope).map(SourceSpec::from);
        }
        return FieldValues.read(node, StorageShape.SOURCE, problems).flatMap(fields -> {
            SourceSpec.Unpack unpack = fields.get("unpack", this::unpack).orElse(SourceSpec.Unpack.AUTO);
            return fields.get("from", from -> from(from, scope)).map(from -> new SourceSpec(from, unpack));
        });
    }

    Optional<SinkSpec> sink(Node node, StepScope scope) {
        if (node instanceof Node.Scalar) {
            return to(node, scope).map(SinkSpec::to);
        }
        return FieldValues.read(node, StorageShape.SINK, problems).flatMap(fields -> {
            List<String> include = fields.get("include", this::patterns).orElse(List.of());
            List<String> exclude = fields.get("exclude", this::patterns).orElse(List.of());
            return fields.get("to", to -> to(to, scope)).map(to -> new SinkSpec(to, include, exclude));
        });
    }

    private Optional<String> from(Node node, StepScope scope) {
        return address(node, scope, StorageUri::sourceComplaint);
    }

    private Optional<String> to(Node node, StepScope scope) {
        return address(node, scope, StorageUri::sinkComplaint);
    }

    private Optional<String> address(Node node, StepScope scope, Function<String, Optional<Complaint>> rule) {
        return scalars.open(node, scope).filter(uri -> {
            Optional<Complaint> complaint = rule.apply(uri);
            complaint.ifPresent(it -> problems.add(node, it));
            return complaint.isEmpty();
        });
    }

    private Optional<SourceSpec.Unpack> unpack(Node node) {
        return scalars.fixed(node).flatMap(text -> switch (text) {
            case "auto" -> Optional.of(SourceSpec.Unpack.AUTO);
            case "none" -> Optional.of(SourceSpec.Unpack.NONE);
            default ->
                scalars.refuse(
                        node, "unpack cannot be " + Quote.of(text), "write auto, or none to keep a zip as it is");
        });
    }

    private Optional<List<String>> patterns(Node node) {
        return scalars.list(node, scalars::fixed);
    }
}
