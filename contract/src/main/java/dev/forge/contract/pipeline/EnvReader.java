package dev.forge.contract.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a module's environment variables. */
final class EnvReader {
    private static final Pattern VARIABLE = Pattern.compile(PipelineShape.VARIABLE);
    private static final Pattern OBJECT_NAME = Pattern.compile(PipelineShape.OBJECT_NAME);
    private static final Pattern KEY = Pattern.compile(PipelineShape.KEY);
    private static final List<String> REFERENCES = List.of("secret", "configMap");

    private final Problems problems;
    private final Scalars scalars;
    private final StepScope scope;

    EnvReader(Problems problems, StepScope scope) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
        this.scope = scope;
    }

    Optional<Map<String, EnvValue>> read(Node node) {
        if (!(node instanceof Node.Entries map)) {
            return scalars.refuse(
                    node,
                    "expected a map for " + node.label() + ", got " + node.kind(),
                    "write names and values: env: {UNITS: metric}");
        }
        Map<String, EnvValue> env = new LinkedHashMap<>();
        for (Node.Entry entry : map.entries()) {
            checkName(entry);
            value(entry.value()).ifPresent(value -> env.put(entry.key(), value));
        }
        return Optional.of(env);
    }

    private void checkName(Node.Entry entry) {
        String name = entry.key();
        if (name.startsWith("FORGE_")) {
            problems.add(
                    entry.at(),
                    entry.value().pointer(),
                    "variables that begin with FORGE_ are set by Forge: " + Quote.plain(name),
                    "choose another name");
        } else if (!VARIABLE.matcher(name).matches()) {
            String mended =
                    name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_").replaceFirst("^(?=\\d)", "_");
            boolean usable = VARIABLE.matcher(mended).matches() && mended.length() < 60;
            problems.add(
                    entry.at(),
                    entry.value().pointer(),
                    "no environment variable can be named " + Quote.of(name),
                    "use letters, digits and _, no digit first" + (usable ? ": " + mended : ""));
        }
    }

    private Optional<EnvValue> value(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalars.literal(scalar, scope).map(EnvValue::text);
            case Node.Items list ->
                scalars.refuse(
                        list, "expected text for " + list.label() + ", got a list", "join it into one text, in quotes");
            case Node.Entries map -> isConfigMap(map) ? configMap(map) : secret(map);
        };
    }

    private static boolean isConfigMap(Node.Entries map) {
        return map.entries().stream()
                .map(entry -> Spelling.nearest(entry.key().replace("KeyRef", ""), REFERENCES))
                .flatMap(Optional::stream)
                .anyMatch("configMap"::equals);
    }

    private Optional<EnvValue> secret(Node.Entries map) {
        return FieldValues.read(map, PipelineShape.SECRET, problems).flatMap(fields -> {
            Optional<String> name = name("secret", "Secret", fields);
            Optional<String> key = key("Secret", fields);
            return name.flatMap(secret -> key.map(it -> new EnvValue.SecretKey(secret, it)));
        });
    }

    private Optional<EnvValue> configMap(Node.Entries map) {
        return FieldValues.read(map, PipelineShape.CONFIG_MAP, problems).flatMap(fields -> {
            Optional<String> name = name("configMap", "ConfigMap", fields);
            Optional<String> key = key("ConfigMap", fields);
            return name.flatMap(configMap -> key.map(it -> new EnvValue.ConfigMapKey(configMap, it)));
        });
    }

    private Optional<String> name(String field, String kind, FieldValues fields) {
        return fields.get(field, node -> scalars.fixed(node, name -> nameComplaint(kind, name)));
    }

    private Optional<String> key(String kind, FieldValues fields) {
        return fields.get("key", node -> scalars.fixed(node, key -> keyComplaint(kind, key)));
    }

    private static Optional<Complaint> nameComplaint(String kind, String name) {
        return OBJECT_NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(new Complaint(
                        "no " + kind + " can be named " + Quote.of(name),
                        "use a-z, 0-9, dots and dashes, with a letter or digit at both ends"));
    }

    private static Optional<Complaint> keyComplaint(String kind, String key) {
        return KEY.matcher(key).matches()
                ? Optional.empty()
                : Optional.of(new Complaint(
                        "no key of a " + kind + " can be named " + Quote.of(key),
                        "use letters, digits, dots, dashes and _"));
    }
}
