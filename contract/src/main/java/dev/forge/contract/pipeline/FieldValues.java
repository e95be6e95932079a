package dev.forge.contract.pipeline;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of one map of the text, after those that are unknown, empty or missing have been reported. */
final class FieldValues {
    private final Map<String, Node> values;
    private final Map<String, Node> others;

    private FieldValues(Map<String, Node> values, Map<String, Node> others) {
        this.values = values;
        this.others = others;
    }

    /** Empty where the node is no map. */
    static Optional<FieldValues> read(Node node, Shape.Form form, Problems problems) {
        if (!(node instanceof Node.Entries map)) {
            problems.add(
                    node,
                    "expected a map for " + node.label() + ", got " + node.kind(),
                    "write it as a map with: " + String.join(", ", form.names()));
            return Optional.empty();
        }
        Map<String, Node> values = new LinkedHashMap<>();
        Map<String, Node> others = new LinkedHashMap<>();
        Set<String> present = new HashSet<>();
        for (Node.Entry entry : map.entries()) {
            Optional<Shape.Field> field = form.field(entry.key());
            if (field.isEmpty() && form.takesOther(entry.key())) {
                others.put(entry.key(), entry.value());
            } else if (field.isEmpty()) {
                present.addAll(reportUnknown(entry, form, problems));
            } else if (isNothing(entry.value())) {
                present.add(entry.key());
                problems.add(entry.value(), entry.key() + " has no value", fixNothing(field.get(), form));
            } else {
                present.add(entry.key());
                values.put(entry.key(), entry.value());
            }
        }
        form.fields().stream()
                .filter(field -> field.required() && !present.contains(field.name()))
                .forEach(field -> reportMissing(field, form, map, problems));
        form.instead().ifPresent(choice -> checkChoice(choice, form, map, present, problems));
        return Optional.of(new FieldValues(values, others));
    }

    private static void reportMissing(Shape.Field field, Shape.Form form, Node map, Problems problems) {
        problems.add(map, "the " + form.title() + " has no " + field.name(), "add " + written(field));
    }

    private static void checkChoice(
            Shape.Instead choice, Shape.Form form, Node.Entries map, Set<String> present, Problems problems) {
        List<String> chosen =
                choice.replacements().stream().filter(present::contains).toList();
        if (chosen.isEmpty()) {
            form.field(choice.needed())
                    .filter(field -> !present.contains(field.name()))
                    .ifPresent(field -> reportMissing(field, form, map, problems));
            return;
        }
        map.entries().stream()
                .filter(entry -> choice.replaced().contains(entry.key())
                        || chosen.subList(1, chosen.size()).contains(entry.key()))
                .forEach(entry -> problems.add(
                        entry.at(),
                        entry.value().pointer(),
                        entry.key() + " stands beside " + chosen.getFirst() + ", which takes its place",
                        "remove " + entry.key() + ", or " + chosen.getFirst()));
    }

    /** The value of a field, read; empty where it is left out or was no good. */
    <T> Optional<T> get(String field, Function<Node, Optional<T>> reader) {
        return Optional.ofNullable(values.get(field)).flatMap(reader);
    }

    /** Fields that are not ours, and allowed. */
    Map<String, Node> others() {
        return others;
    }

    /** Reports the field and says which fields of ours it stands for, so that those are not reported as missing. */
    private static List<String> reportUnknown(Node.Entry entry, Shape.Form form, Problems problems) {
        // Comparing words is what costs; beyond the last problem that is told it would be for nothing.
        List<String> names = problems.isFull() ? List.of() : form.names();
        String fix = ForeignFields.fix(form, entry.key()).orElseGet(() -> Spelling.suggestion(entry.key(), names));
        problems.add(
                entry.at(),
                entry.value().pointer(),
                "unknown field " + Quote.plain(entry.key()) + " in the " + form.title(),
                fix);
        boolean replaces = fix.startsWith("write ") || fix.startsWith("did you mean ");
        return replaces
                ? names.stream()
                        .filter(name -> fix.matches(".*\\b" + name + "\\b.*"))
                        .toList()
                : List.of();
    }

    private static boolean isNothing(Node node) {
        return node instanceof Node.Scalar scalar && scalar.isNothing();
    }

    private static String fixNothing(Shape.Field field, Shape.Form form) {
        return field.required() || form.isNeeded(field.name())
                ? "write " + written(field)
                : "write a value, or remove the field";
    }

    private static String written(Shape.Field field) {
        return field.name()
                + field.example().map(example -> ": " + flow(example)).orElse("");
    }

    private static String flow(Object example) {
        return switch (example) {
            case List<?> list -> list.stream().map(FieldValues::flow).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> example.toString();
        };
    }
}
