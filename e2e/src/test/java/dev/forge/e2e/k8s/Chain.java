package dev.forge.e2e.k8s;

import java.util.ArrayList;
import java.util.List;

/** A pipeline file whose modules are shell scripts. */
final class Chain {
    private final String name;
    private final List<String> modules = new ArrayList<>();
    private String namespace = "";
    private String source = "";
    private String sink = "";
    private String onFailure = "";

    private Chain(String name) {
        this.name = name;
    }

    static Chain named(String name) {
        return new Chain(name);
    }

    Chain source(String uri) {
        source = "source: " + uri + "\n";
        return this;
    }

    Chain sink(String uri) {
        sink = "sink: " + uri + "\n";
        return this;
    }

    /** @param fields further lines of the module's YAML, such as {@code timeout: 5s} */
    Chain module(String module, String script, String... fields) {
        StringBuilder yaml = new StringBuilder("  - name: " + module + "\n    image: busybox:1.36\n");
        for (String field : fields) {
            field.lines().forEach(line -> yaml.append("    ").append(line).append('\n'));
        }
        yaml.append("    command: [sh, -c]\n    args:\n      - |\n");
        script.lines().forEach(line -> yaml.append("        ").append(line).append('\n'));
        modules.add(yaml.toString());
        return this;
    }

    /** Another namespace for the run's Jobs than the first one that the platform allows. */
    Chain namespace(String other) {
        namespace = "namespace: " + other + "\n";
        return this;
    }

    /** A run that fails is held. */
    Chain held() {
        onFailure = "onFailure: hold\n";
        return this;
    }

    /** A module written out, for what {@link #module} cannot say. */
    Chain raw(String yaml) {
        modules.add(yaml.indent(2));
        return this;
    }

    String yaml() {
        return "name: " + name + "\n" + namespace + onFailure + source + "modules:\n" + String.join("", modules) + sink;
    }
}
