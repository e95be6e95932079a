package dev.forge.contract.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads where a run's files come from and go to. */
final class StorageReader {
    private final Problems problems;
    private final Scalars scalars;
    private final Function<String, List<Complaint>> expressions;

    /** By what the addresses' expressions are judged. */
    StorageReader(Problems problems, Function<String, List<Complaint>> expressions) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
        this.expressions = expressions;
    }

    Optional<SourceSpec> source(Node node) {
        if (node instanceof Node.Scalar) {
            return from(node).map(SourceSpec::from);
        }
        return FieldValues.read(node, StorageShape.SOURCE, problems).flatMap(fields -> {
            SourceSpec.Unpack unpack = fields.get("unpack", this::unpack).orElse(SourceSpec.Unpack.AUTO);
            Optional<String> from = fields.get("from", this::from);
            Optional<String> etag = fields.get("etag", text -> etag(text, from));
            return from.map(it -> new SourceSpec(it, unpack, etag));
        });
    }

    Optional<SinkSpec> sink(Node node) {
        if (node instanceof Node.Scalar) {
            return to(node).map(SinkSpec::to);
        }
        return FieldValues.read(node, StorageShape.SINK, problems).flatMap(fields -> {
            List<String> include = fields.get("include", this::patterns).orElse(List.of());
            List<String> exclude = fields.get("exclude", this::patterns).orElse(List.of());
            return fields.get("to", this::to).map(to -> new SinkSpec(to, include, exclude));
        });
    }

    private Optional<String> from(Node node) {
        return address(node, StorageUri::sourceComplaint);
    }

    private Optional<String> to(Node node) {
        return address(node, StorageUri::sinkComplaint);
    }

    private Optional<String> address(Node node, Function<String, Optional<Complaint>> rule) {
        return scalars.open(node, expressions).filter(uri -> {
            Optional<Complaint> complaint = rule.apply(uri);
            complaint.ifPresent(it -> problems.add(node, it));
            return complaint.isEmpty();
        });
    }

    private Optional<String> etag(Node node, Optional<String> from) {
        return scalars.literal(node, expressions).filter(etag -> {
            Optional<Complaint> complaint = EtagRules.complaint(etag).or(() -> from.flatMap(EtagRules::placeComplaint));
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
