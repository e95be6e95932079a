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
    private static final List<String> REFERENCES = List.of("secret", "configMap");

    private final Problems problems;
    private final Scalars scalars;
    private final SecretReader references;
    private final StepScope scope;

    EnvReader(Problems problems, StepScope scope) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
        this.references = new SecretReader(problems);
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
            case Node.Entries map ->
                isConfigMap(map)
                        ? references.configMap(map).map(EnvValue.class::cast)
                        : references.secret(map).map(it -> new EnvValue.SecretKey(it.secret(), it.key()));
        };
    }

    private static boolean isConfigMap(Node.Entries map) {
        return map.entries().stream()
                .map(entry -> Spelling.nearest(entry.key().replace("KeyRef", ""), REFERENCES))
                .flatMap(Optional::stream)
                .anyMatch("configMap"::equals);
    }
}
