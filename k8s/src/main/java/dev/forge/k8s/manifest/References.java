package dev.forge.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The Secrets and ConfigMaps that a part in Kubernetes' own words names, wherever it does: its API has more than twenty
 * fields that can, and all bear the kind in their name ({@code secretKeyRef}, {@code nodePublishSecretRef}). Those that
 * a CSI driver is told by an attribute are found too.
 */
final class References {
    private final List<Word> found = new ArrayList<>();

    private References() {}

    static List<Word> in(JsonNode part, String where) {
        References references = new References();
        references.look(part, where);
        return List.copyOf(references.found);
    }

    private void look(JsonNode json, String where) {
        for (int i = 0; i < (json.isArray() ? json.size() : 0); i++) {
            look(json.get(i), where + "[" + i + "]");
        }
        json.properties().forEach(entry -> look(entry.getKey(), entry.getValue(), where + "." + entry.getKey()));
    }

    private void look(String key, JsonNode value, String where) {
        kind(key).ifPresent(kind -> {
            JsonNode name = value.isObject() ? value.path("name") : value;
            if (name.isTextual() && (value.isObject() || key.equalsIgnoreCase("secretName"))) {
                found.add(new Word(kind, where, name.asText()));
            }
        });
        look(value, where);
    }

    private static Optional<String> kind(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (lower.contains("secret")) {
            return Optional.of(Word.SECRETS);
        }
        return lower.contains("configmap") ? Optional.of(Word.CONFIG_MAPS) : Optional.empty();
    }
}
