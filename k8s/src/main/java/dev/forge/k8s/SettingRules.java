package dev.forge.k8s;

import dev.forge.contract.pipeline.Spelling;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What settings must be, so that a mistake in them ends the start and not a run. */
final class SettingRules {
    /** The fields of a module's {@code kubernetes} that a platform can limit, and what it may name anywhere. */
    static final List<String> LIMITABLE = List.of(
            "serviceAccount",
            "imagePullSecrets",
            "nodeSelector",
            "tolerations",
            "affinity",
            "priorityClass",
            "runtimeClass",
            "volumes",
            "volumeMounts",
            "initContainers",
            "sidecars",
            "securityContext",
            "containers",
            "env",
            "secrets",
            "configMaps");

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern OBJECT_NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST_OBJECT_NAME = 253;
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9._:/@]*");
    private static final Pattern PREFIX =
            Pattern.compile("([A-Za-z0-9][-A-Za-z0-9.]*(:[0-9]{1,5})?/)([a-z0-9][-a-z0-9._]*/)*");
    private static final Pattern VARIABLE = Pattern.compile("[ -~&&[^=]]+");
    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
    private static final Set<String> CREDENTIALS =
            Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

    private SettingRules() {}

    static void label(String what, String name) {
        require(
                LABEL.matcher(name).matches(),
                what + " cannot be named \"" + name + "\": use at most 63 of a-z, 0-9 and dashes, no dash at the ends");
    }

    static void objectName(String what, String name) {
        require(
                name.length() <= LONGEST_OBJECT_NAME
                        && OBJECT_NAME.matcher(name).matches(),
                what + " cannot be named \"" + name
                        + "\": use a-z, 0-9, dots and dashes, a letter or digit at both ends");
    }

    static void distinct(String what, Stream<String> names) {
        Set<String> seen = new HashSet<>();
        names.forEach(name -> require(seen.add(name), what + " " + name + " is there twice: keep one of the two"));
    }

    static void wholeSeconds(String what, Duration time, long least) {
        require(
                time.getNano() == 0 && time.getSeconds() >= least && time.getSeconds() <= Integer.MAX_VALUE,
                what + " must be whole seconds, " + least + " or more: " + time);
    }

    static void imagePrefix(String prefix) {
        require(
                prefix.isEmpty() || PREFIX.matcher(prefix).matches(),
                "\"" + prefix
                        + "\" cannot stand before an image's name: write a registry and a slash at the end, such as"
                        + " registry.example/team/");
    }

    static void image(String what, String image) {
        require(
                IMAGE.matcher(image).matches(),
                what + " cannot be \"" + image + "\": write a name and a tag, such as forge/transfer:1");
    }

    static void pullPolicy(String policy) {
        require(
                PULL_POLICIES.contains(policy),
                "no imagePullPolicy is named \"" + policy + "\": " + Spelling.suggestion(policy, PULL_POLICIES));
    }

    static void id(String what, long id) {
        require(
                id >= 1 && id <= Integer.MAX_VALUE,
                what + " cannot be " + id + ": use one from 1 to " + Integer.MAX_VALUE + "; Pod Security forbids root");
    }

    static void plainVariable(String name, String value) {
        require(
                value.indexOf('\0') < 0,
                "no process can have the value of the environment variable " + name + ": remove its zero byte");
        variable("transfers", name);
        noCredential(name, "put it into a Secret and name that as the Secret of credentials");
    }

    static void variable(String whose, String name) {
        require(
                VARIABLE.matcher(name).matches(),
                "no environment variable of " + whose + " can be named \"" + name
                        + "\": use printable ASCII without =");
    }

    static void noCredential(String variable, String remedy) {
        require(!CREDENTIALS.contains(variable), variable + " is a credential, which no manifest may hold: " + remedy);
    }

    static Map<String, List<String>> allowed(Map<String, List<String>> allowed) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        allowed.forEach((field, values) -> {
            require(
                    LIMITABLE.contains(field),
                    "nothing that a module says is named " + field + ": " + Spelling.suggestion(field, LIMITABLE));
            copy.put(field, List.copyOf(values));
        });
        return Collections.unmodifiableMap(copy);
    }

    static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
