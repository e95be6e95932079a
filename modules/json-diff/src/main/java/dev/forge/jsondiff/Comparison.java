package dev.forge.jsondiff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.jsondiff.Alignment.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks through an original and a changed file at once, and gathers what they say otherwise. */
final class Comparison {
    private final Rules rules;
    private final Parts parts;
    private final Sameness sameness;
    private final List<Difference> found = new ArrayList<>();

    private Comparison(Rules rules, Parts parts) {
        this.rules = rules;
        this.parts = parts;
        this.sameness = new Sameness(rules, parts);
    }

    /**
     * All differences, in the order of their places.
     *
     * @throws Fault if elements cannot be told apart by their key
     */
    static List<Difference> between(JsonFile original, JsonFile changed, Rules rules) {
        Comparison comparison = new Comparison(rules, new Parts(rules, original.name(), changed.name()));
        comparison.compare(Place.ROOT, original.content(), changed.content());
        comparison.found.sort(Difference.ORDER);
        return List.copyOf(comparison.found);
    }

    private void compare(Place place, JsonNode before, JsonNode after) {
        if (rules.ignores(place)) {
            return;
        }
        Optional<List<Parts.Pair>> named = parts.of(place, before, after);
        if (named.isPresent()) {
            named.get().forEach(pair -> compare(pair.place(), pair.before(), pair.after()));
        } else if (before.isArray() && after.isArray()) {
            elements(place, before, after);
        } else if (!sameness.of(place, before, after)) {
            found.add(new Difference.Changed(place.changed(), before, after));
        }
    }

    private void compare(Place place, Optional<JsonNode> before, Optional<JsonNode> after) {
        if (before.isPresent() && after.isPresent()) {
            compare(place, before.get(), after.get());
        } else if (!rules.ignores(place)) {
            before.ifPresent(value -> found.add(new Difference.Removed(place.original(), value)));
            after.ifPresent(value -> found.add(new Difference.Added(place.changed(), value)));
        }
    }

    private void elements(Place list, JsonNode before, JsonNode after) {
        List<Match> matches = Alignment.of(
                before.size(), after.size(), (i, j) -> sameness.of(list.element(i, j), before.get(i), after.get(j)));
        for (Match match : matches) {
            // One that only one file has is at no place of the other: its own number stands for both.
            int old = match.before().orElseGet(() -> match.after().orElseThrow());
            int young = match.after().orElse(old);
            compare(
                    list.element(old, young),
                    match.before().isPresent() ? Optional.of(before.get(old)) : Optional.empty(),
                    match.after().isPresent() ? Optional.of(after.get(young)) : Optional.empty());
        }
    }
}
