package dev.forge.contract.pipeline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a module's environment variables. */
final class EnvReader {
    private static final Pattern VARIABLE = Pattern.compile(PipelineShape.VARIABLE);
    private static final Pattern SECRET_NAME = Pattern.compile(PipelineShape.SECRET_NAME);
    private static final Pattern SECRET_KEY = Pattern.compile(PipelineShape.SECRET_KEY);

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
            case Node.Entries map -> secret(map);
        };
    }

    private Optional<EnvValue> secret(Node.Entries map) {
        return FieldValues.read(map, PipelineShape.SECRET, problems).flatMap(fields -> {
            Optional<String> name = fields.get("secret", node -> scalars.fixed(node, EnvReader::nameComplaint));
            Optional<String> key = fields.get("key", node -> scalars.fixed(node, EnvReader::keyComplaint));
            return name.flatMap(secret -> key.map(it -> new EnvValue.SecretKey(secret, it)));
        });
    }

    private static Optional<Complaint> nameComplaint(String name) {
        return SECRET_NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(new Complaint(
                        "no Secret can be named " + Quote.of(name),
                        "use a-z, 0-9, dots and dashes, with a letter or digit at both ends"));
    }

    private static Optional<Complaint> keyComplaint(String key) {
        return SECRET_KEY.matcher(key).matches()
                ? Optional.empty()
                : Optional.of(new Complaint(
                        "no key of a Secret can be named " + Quote.of(key), "use letters, digits, dots, dashes and _"));
    }
}
