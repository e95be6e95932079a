package dev.forge.k8s.manifest;

import dev.forge.runtime.LaunchRefused;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a platform lets modules say.
 *
 * @param allowed by field; one that is not here may say anything but what is reserved
 * @param reserved what must be allowed in full
 */
record AllowedWords(Map<String, List<String>> allowed, Reserved reserved) {
    /** Refuses what a module says beyond it. */
    void check(List<Word> words) {
        for (Word word : words) {
            if (!allows(word)) {
                throw refusal(word);
            }
        }
    }

    private boolean allows(Word word) {
        Optional<List<String>> names = Optional.ofNullable(allowed.get(word.field()));
        return reserved.has(word)
                ? names.filter(all -> all.contains(word.text())).isPresent()
                : names.map(all -> all.stream().anyMatch(name -> matches(word.text(), name)))
                        .orElse(true);
    }

    private static boolean matches(String word, String allowed) {
        return allowed.endsWith("*")
                ? word.startsWith(allowed.substring(0, allowed.length() - 1))
                : word.equals(allowed);
    }

    private LaunchRefused refusal(Word word) {
        boolean own = reserved.has(word);
        return Refusals.configuration(
                word.sentence()
                        + (own
                                ? Reserved.objection(word)
                                : ", which this platform does not allow modules to " + word.verb()),
                instead(word, own) + "; or have the platform's team allow " + (own ? "it by its full name" : "it"));
    }

    private String instead(Word word, boolean own) {
        List<String> names = allowed.getOrDefault(word.field(), List.of());
        if (!names.isEmpty()) {
            return "use one of: " + String.join(", ", names);
        }
        return Optional.of(word)
                .filter(_ -> own && !allowed.containsKey(word.field()))
                .flatMap(Reserved::other)
                .orElse("leave " + word.where() + " out");
    }
}
