package dev.forge.contract.pipeline;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a change of a module: a merge, in which null removes. A variable or an amount is replaced as a whole. */
final class ChangeReader {
    private final Problems problems;
    private final Scalars scalars;
    private final StepScope scope;
    private final ModuleReader modules;
    private final Set<String> closed;

    ChangeReader(Problems problems, StepScope scope, Set<String> closed) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
        this.scope = scope;
        this.modules = new ModuleReader(problems, scope);
        this.closed = closed;
    }

    /** The module with the change made; what is wrong with it is among the problems. */
    Optional<ModuleSpec> read(Node change, ModuleSpec module) {
        if (!(change instanceof Node.Entries map)) {
            return scalars.refuse(change, "the change is no object", "send {\"timeout\": \"1h\"}");
        }
        if (map.entries().isEmpty()) {
            return scalars.refuse(
                    map,
                    "nothing is to be changed",
                    "name one of: " + String.join(", ", open(module).toList()));
        }
        checkOpen(map, module);
        Set<String> removed = removed(map, this::isRemovable);
        return FieldValues.read(without(map, removed), ControlShape.CHANGE, problems)
                .map(fields -> merged(fields, removed, module));
    }

    /** An image must be there, and what the platform's own steps do without, only the platform knows. */
    private boolean isRemovable(String field) {
        boolean ofModulesAlone = field.equals("timeout") && !closed.isEmpty();
        return ControlShape.CHANGEABLE.contains(field) && !field.equals("image") && !ofModulesAlone;
    }

    private ModuleSpec merged(FieldValues fields, Set<String> removed, ModuleSpec module) {
        Map<String, EnvValue> env = removed.contains("env") ? Map.of() : module.env();
        Resources resources = removed.contains("resources") ? Resources.NONE : module.resources();
        Duration timeout = removed.contains("timeout") ? ModuleSpec.DEFAULT_TIMEOUT : module.timeout();
        return new ModuleSpec(
                module.name(),
                fields.get("image", node -> scalars.fixed(node, ImageName::complaint))
                        .orElse(module.image()),
                words("command", fields, removed, module.command()),
                words("args", fields, removed, module.args()),
                fields.get("env", node -> env(node, env)).orElse(env),
                fields.get("resources", node -> resources(node, resources)).orElse(resources),
                fields.get("timeout", modules::timeout).orElse(timeout),
                module.retry(),
                module.restore(),
                module.objectStore(),
                module.results(),
                module.kubernetes());
    }

    private List<String> words(String field, FieldValues fields, Set<String> removed, List<String> before) {
        return removed.contains(field)
                ? List.of()
                : fields.get(field, modules::words).orElse(before);
    }

    private Optional<Map<String, EnvValue>> env(Node node, Map<String, EnvValue> before) {
        Set<String> removed = removed(node, _ -> true);
        checkThere(node, removed, before.keySet());
        return new EnvReader(problems, scope).read(without(node, removed)).map(given -> {
            Map<String, EnvValue> merged = new LinkedHashMap<>(before);
            merged.keySet().removeAll(removed);
            merged.putAll(given);
            return merged;
        });
    }

    private Optional<Resources> resources(Node node, Resources before) {
        Set<String> removed = removed(node, _ -> true);
        checkThere(node, removed, names(before));
        return new ResourcesReader(problems).read(without(node, removed)).map(given -> {
            Map<String, Quantity> extended = new LinkedHashMap<>(before.extended());
            extended.keySet().removeAll(removed);
            extended.putAll(given.extended());
            return new Resources(
                    given.cpu().or(() -> before.cpu().filter(_ -> !removed.contains("cpu"))),
                    given.memory().or(() -> before.memory().filter(_ -> !removed.contains("memory"))),
                    given.ephemeralStorage()
                            .or(() -> before.ephemeralStorage().filter(_ -> !removed.contains("ephemeralStorage"))),
                    extended);
        });
    }

    private static List<String> names(Resources resources) {
        return Stream.of(
                        resources.cpu().map(_ -> "cpu").stream(),
                        resources.memory().map(_ -> "memory").stream(),
                        resources.ephemeralStorage().map(_ -> "ephemeralStorage").stream(),
                        resources.extended().keySet().stream())
                .flatMap(names -> names)
                .toList();
    }

    /** Removing what is not there is a misspelling, or was meant for another step. */
    private void checkThere(Node node, Set<String> removed, Collection<String> there) {
        entries(node)
                .filter(entry -> removed.contains(entry.key()) && !there.contains(entry.key()))
                .forEach(entry -> problems.add(
                        entry.value(),
                        "there is no " + Quote.plain(entry.key()) + " to be removed",
                        there.isEmpty()
                                ? "leave it out: there is none at all"
                                : Spelling.suggestion(entry.key(), there)));
    }

    private void checkOpen(Node.Entries map, ModuleSpec module) {
        List<String> open = open(module).toList();
        map.entries().stream()
                .filter(entry -> ControlShape.CHANGEABLE.contains(entry.key()) && !open.contains(entry.key()))
                .forEach(entry -> problems.add(
                        entry.value(),
                        closed.contains(entry.key())
                                ? entry.key() + " of this step is the platform's"
                                : entry.key() + " stands in the module's raw container, which cannot be changed",
                        "change " + String.join(" or ", open) + ", or submit the run again"));
    }

    private Stream<String> open(ModuleSpec module) {
        boolean raw = !module.kubernetes().containers().isEmpty();
        return ControlShape.CHANGEABLE.stream()
                .filter(name -> !closed.contains(name) && (!raw || name.equals("timeout")));
    }

    private static Set<String> removed(Node node, Predicate<String> removable) {
        return entries(node)
                .filter(entry -> entry.value() instanceof Node.Scalar scalar && scalar.isNothing())
                .map(Node.Entry::key)
                .filter(removable)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Node without(Node node, Set<String> names) {
        return node instanceof Node.Entries map
                ? new Node.Entries(
                        map.at(),
                        map.pointer(),
                        map.entries().stream()
                                .filter(entry -> !names.contains(entry.key()))
                                .toList())
                : node;
    }

    private static Stream<Node.Entry> entries(Node node) {
        return node instanceof Node.Entries map ? map.entries().stream() : Stream.empty();
    }
}
