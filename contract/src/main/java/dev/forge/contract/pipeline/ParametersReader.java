package dev.forge.contract.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the parameters that a pipeline declares. */
final class ParametersReader {
    private static final Pattern NAME = Pattern.compile(ParameterShape.NAME);

    /** What other tools call the types. */
    private static final Map<String, ParameterSpec.Type> FOREIGN = Map.of(
            "text", ParameterSpec.Type.STRING,
            "str", ParameterSpec.Type.STRING,
            "int", ParameterSpec.Type.INTEGER,
            "long", ParameterSpec.Type.INTEGER,
            "float", ParameterSpec.Type.NUMBER,
            "double", ParameterSpec.Type.NUMBER,
            "decimal", ParameterSpec.Type.NUMBER,
            "bool", ParameterSpec.Type.BOOLEAN);

    private final Problems problems;
    private final Scalars scalars;

    ParametersReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    Optional<Map<String, ParameterSpec>> read(Node node) {
        if (!(node instanceof Node.Entries map)) {
            return scalars.refuse(
                    node,
                    "expected a map for parameters, got " + node.kind(),
                    "write names and what they are: parameters: {station: {type: string, default: seattle}}");
        }
        if (map.entries().size() > ParameterShape.MOST) {
            return scalars.refuse(
                    node,
                    "there are " + map.entries().size() + " parameters; " + ParameterShape.MOST + " is the most",
                    "put them into a file of the source");
        }
        Map<String, ParameterSpec> parameters = new LinkedHashMap<>();
        for (Node.Entry entry : map.entries()) {
            checkName(entry);
            parameter(entry).ifPresent(parameter -> parameters.put(entry.key(), parameter));
        }
        return Optional.of(parameters);
    }

    private void checkName(Node.Entry entry) {
        if (!NAME.matcher(entry.key()).matches()) {
            problems.add(
                    entry.at(),
                    entry.value().pointer(),
                    "no parameter can be named " + Quote.of(entry.key()),
                    "use up to 63 letters, digits, dashes and _, a letter first");
        }
    }

    private Optional<ParameterSpec> parameter(Node.Entry entry) {
        return switch (entry.value()) {
            case Node.Scalar scalar
            when scalar.isNothing() ->
                scalars.refuse(
                        scalar,
                        Quote.plain(entry.key()) + " has no value",
                        "write its default (\"\" for an empty text), or {type: string} for one that each run gives");
            case Node.Scalar scalar -> scalars.fixedLiteral(scalar).map(ParameterSpec::text);
            case Node.Items list ->
                scalars.refuse(
                        list,
                        "expected a default or a map for " + list.label() + ", got a list",
                        "write {type: string, enum: […]} for a choice");
            case Node.Entries map ->
                FieldValues.read(map, ParameterShape.PARAMETER, problems)
                        .flatMap(fields -> parameter(entry.key(), map, fields));
        };
    }

    private Optional<ParameterSpec> parameter(String name, Node.Entries map, FieldValues fields) {
        Optional<ParameterSpec.Type> type = fields.get("type", this::type);
        Optional<String> fallback = fields.get("default", scalars::fixedLiteral);
        fields.get("required", scalars::flag).ifPresent(required -> checkRequired(name, map, fields, required));
        List<String> allowed = fields.get("enum", this::values).orElse(List.of());
        Optional<String> description = fields.get("description", scalars::fixed);
        boolean known = type.isPresent() || fields.get("type", Optional::of).isEmpty();
        return Optional.of(new ParameterSpec(type.orElse(ParameterSpec.Type.STRING), fallback, allowed, description))
                .filter(_ -> known)
                .filter(parameter -> checkValues(parameter, fields));
    }

    private Optional<ParameterSpec.Type> type(Node node) {
        return scalars.fixed(node)
                .flatMap(word -> Stream.of(ParameterSpec.Type.values())
                        .filter(type -> type.word().equals(word))
                        .findFirst()
                        .or(() -> {
                            ParameterSpec.Type meant = FOREIGN.get(word.toLowerCase(Locale.ROOT));
                            String fix = meant == null
                                    ? Spelling.suggestion(word, ParameterSpec.Type.words())
                                    : "write " + meant.word();
                            return scalars.refuse(node, "type cannot be " + Quote.of(word), fix);
                        }));
    }

    private void checkRequired(String name, Node.Entries map, FieldValues fields, boolean required) {
        boolean hasDefault = fields.get("default", Optional::of).isPresent();
        if (required && hasDefault) {
            problems.add(
                    map,
                    Quote.plain(name) + " is required and has a default, which no run would ever use",
                    "remove one of the two");
        } else if (!required && !hasDefault) {
            problems.add(
                    map,
                    Quote.plain(name) + " is not required and has no default, so that a run may have no value for it",
                    "add default: …, or remove required");
        }
    }

    private Optional<List<String>> values(Node node) {
        return scalars.list(node, scalars::fixedLiteral, "write a list of values: enum: [month, year]")
                .filter(values -> {
                    boolean fits = !values.isEmpty() && values.size() <= ParameterShape.MOST_VALUES;
                    if (!fits
                            && node instanceof Node.Items list
                            && (list.items().isEmpty() || !values.isEmpty())) {
                        problems.add(
                                node,
                                "there are " + values.size() + " values",
                                "write 1 to " + ParameterShape.MOST_VALUES + " values, or remove enum");
                    }
                    return fits;
                });
    }

    /** The values of the declaration itself: those that may be given, and the default. */
    private boolean checkValues(ParameterSpec parameter, FieldValues fields) {
        ParameterSpec anyOfType =
                new ParameterSpec(parameter.type(), parameter.fallback(), List.of(), parameter.description());
        boolean choicesFit =
                fields
                        .get("enum", Optional::of)
                        .filter(Node.Items.class::isInstance)
                        .map(Node.Items.class::cast)
                        .stream()
                        .flatMap(list -> list.items().stream())
                        .filter(item -> item instanceof Node.Scalar)
                        .map(item -> accept(item, anyOfType))
                        .reduce(true, Boolean::logicalAnd);
        boolean defaultFits = parameter.fallback().isEmpty()
                || fields.get("default", Optional::of)
                        .map(node -> accept(node, parameter))
                        .orElse(true);
        return choicesFit && defaultFits;
    }

    private boolean accept(Node node, ParameterSpec parameter) {
        if (!(node instanceof Node.Scalar scalar) || scalar.isNothing()) {
            // Was reported when it was read.
            return true;
        }
        Optional<Complaint> complaint = parameter.complaint(node.label(), scalar.text());
        complaint.ifPresent(it -> problems.add(node, it));
        return complaint.isEmpty();
    }
}
