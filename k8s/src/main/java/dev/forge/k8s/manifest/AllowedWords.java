package dev.forge.k8s.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a platform lets modules say.
 *
 * @param allowed by field of a module's {@code kubernetes}; a field that is not here may say anything
 */
record AllowedWords(Map<String, List<String>> allowed) {
    /** A toleration without a key tolerates everything. */
    private static final String EVERYTHING = "*";

    /** Refuses what a module says beyond it. */
    void check(Asked asked) {
        words(asked).forEach((field, said) -> {
            List<String> words = allowed.get(field);
            if (words != null) {
                said.forEach(word -> check(field, word, words));
            }
        });
    }

    private static void check(String field, String word, List<String> words) {
        if (words.stream().noneMatch(allowed -> matches(word, allowed))) {
            throw Refusals.configuration(
                    "kubernetes." + field + " says " + word + ", which this platform does not allow modules to say",
                    words.isEmpty()
                            ? "leave " + field + " out, or have the platform's team allow it"
                            : "use one of: " + String.join(", ", words) + "; or have the platform's team allow it");
        }
    }

    private static boolean matches(String word, String allowed) {
        return allowed.endsWith("*")
                ? word.startsWith(allowed.substring(0, allowed.length() - 1))
                : word.equals(allowed);
    }

    private static Map<String, List<String>> words(Asked asked) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        words.put("serviceAccount", listed(asked.serviceAccount()));
        words.put("imagePullSecrets", asked.imagePullSecrets());
        words.put("nodeSelector", List.copyOf(asked.nodeSelector().keySet()));
        words.put("tolerations", said(asked.tolerations(), AllowedWords::key));
        words.put("affinity", fieldsOf(asked.affinity()));
        words.put("priorityClass", listed(asked.priorityClass()));
        words.put("runtimeClass", listed(asked.runtimeClass()));
        words.put("volumes", kinds(asked.volumes()));
        words.put("volumeMounts", said(asked.volumeMounts(), VolumeMount::getMountPath));
        words.put("initContainers", said(asked.initContainers(), Container::getImage));
        words.put("sidecars", said(asked.sidecars(), Container::getImage));
        words.put("securityContext", fieldsOf(asked.securityContext()));
        words.put("containers", said(asked.containers(), Container::getImage));
        return words;
    }

    private static String key(Toleration toleration) {
        return Objects.requireNonNullElse(toleration.getKey(), EVERYTHING);
    }

    private static List<String> listed(Optional<String> word) {
        return word.map(List::of).orElse(List.of());
    }

    private static <T> List<String> said(Collection<T> values, Function<T, String> word) {
        return values.stream()
                .map(value -> Optional.ofNullable(word.apply(value)).orElse(""))
                .toList();
    }

    private static List<String> fieldsOf(Optional<?> value) {
        List<String> names = new ArrayList<>();
        value.ifPresent(set -> KubernetesJson.fields(set).forEach(names::add));
        return names;
    }

    private static List<String> kinds(List<Volume> volumes) {
        return volumes.stream()
                .flatMap(volume -> fieldsOf(Optional.of(volume)).stream())
                .filter(field -> !field.equals("name"))
                .distinct()
                .toList();
    }
}
