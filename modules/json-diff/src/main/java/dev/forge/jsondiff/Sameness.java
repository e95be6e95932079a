package dev.forge.jsondiff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Whether two values are the same by the rules. It looks at each part once, however deep lists lie in lists. */
record Sameness(Rules rules, Parts parts) {
    boolean of(Place place, JsonNode before, JsonNode after) {
        if (rules.ignores(place)) {
            return true;
        }
        Optional<List<Parts.Pair>> named = parts.of(place, before, after);
        if (named.isPresent()) {
            return named.get().stream().allMatch(this::of);
        }
        boolean lists = before.isArray() && after.isArray();
        return lists ? elements(place, before, after) : leaves(place, before, after);
    }

    private boolean of(Parts.Pair pair) {
        if (pair.before().isPresent() && pair.after().isPresent()) {
            return of(pair.place(), pair.before().get(), pair.after().get());
        }
        return rules.ignores(pair.place());
    }

    private boolean elements(Place place, JsonNode before, JsonNode after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!of(place.element(i, i), before.get(i), after.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean leaves(Place place, JsonNode before, JsonNode after) {
        boolean numbers = before.isNumber() && after.isNumber();
        return numbers ? rules.same(place, before.decimalValue(), after.decimalValue()) : before.equals(after);
    }
}
