package dev.forge.k8s.secrets;

import dev.forge.k8s.Names;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Secret that is to be. Its values are shown nowhere.
 *
 * @param type Kubernetes' type of Secret
 * @param data as text, not encoded
 */
public record SecretSpec(String name, String type, Map<String, String> data) {
    private static final String PULL_TYPE = "kubernetes.io/dockerconfigjson";
    private static final String PULL_KEY = ".dockerconfigjson";

    public SecretSpec {
        data = Collections.unmodifiableMap(new TreeMap<>(data));
        if (!name.matches("[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?")) {
            throw new IllegalArgumentException("a Secret cannot be named \"" + name
                    + "\": write lower-case letters, digits, dashes and dots, such as forge-pull");
        }
    }

    /** One by which kubelet logs in to registries. */
    public static SecretSpec pull(String name, String dockerConfig) {
        return new SecretSpec(name, PULL_TYPE, Map.of(PULL_KEY, dockerConfig));
    }

    /** One whose keys become environment variables. */
    public static SecretSpec variables(String name, Map<String, String> variables) {
        return new SecretSpec(name, "Opaque", variables);
    }

    /** As a manifest, to look at: the values are left out. */
    public String shown(String namespace) {
        StringBuilder yaml = new StringBuilder("apiVersion: v1\nkind: Secret\nmetadata:\n  name: " + name
                + "\n  namespace: " + namespace + "\n  labels:\n    " + Names.MANAGED_BY + ": " + Names.FORGE
                + "\ntype: " + type + "\ndata:\n");
        data.forEach((key, value) -> yaml.append("  ")
                .append(key)
                .append(": (hidden, ")
                .append(value.getBytes(StandardCharsets.UTF_8).length)
                .append(" bytes)\n"));
        return yaml.toString();
    }

    @Override
    public String toString() {
        return "SecretSpec[" + name + ", " + type + ", " + data.keySet() + "]";
    }
}
