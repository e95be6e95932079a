package dev.forge.contract.pipeline;

import dev.forge.contract.notification.SecretReference;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which key of which Secret or ConfigMap is meant. */
final class SecretReader {
    private static final Pattern OBJECT_NAME = Pattern.compile(PipelineShape.OBJECT_NAME);
    private static final Pattern KEY = Pattern.compile(PipelineShape.KEY);

    private final Problems problems;
    private final Scalars scalars;

    SecretReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    Optional<SecretReference> secret(Node map) {
        return FieldValues.read(map, PipelineShape.SECRET, problems).flatMap(fields -> {
            Optional<String> name = name("secret", "Secret", fields);
            Optional<String> key = key("Secret", fields);
            return name.flatMap(secret -> key.map(it -> new SecretReference(secret, it)));
        });
    }

    Optional<EnvValue.ConfigMapKey> configMap(Node map) {
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
