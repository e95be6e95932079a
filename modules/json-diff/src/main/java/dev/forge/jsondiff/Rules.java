package dev.forge.jsondiff;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What counts as the same.
 *
 * @param tolerance by how much two numbers may differ, where no other is said for their place
 * @param tolerances for places; of several that fit, the last counts
 * @param ignored what is not looked at
 * @param keys lists whose elements are told apart by a field
 */
record Rules(BigDecimal tolerance, List<Tolerance> tolerances, List<PathPattern> ignored, List<Key> keys) {
    static final Rules NONE = new Rules(BigDecimal.ZERO, List.of(), List.of(), List.of());

    Rules {
        tolerances = List.copyOf(tolerances);
        ignored = List.copyOf(ignored);
        keys = List.copyOf(keys);
    }

    /** By how much numbers may differ at some places. */
    record Tolerance(PathPattern at, BigDecimal most) {}

    /** The field that tells the elements of a list apart. */
    record Key(PathPattern list, String field) {}

    /** Reads them as they stand on the command line. */
    static Rules parse(List<String> tolerances, List<String> ignored, List<String> keys) {
        BigDecimal everywhere = BigDecimal.ZERO;
        List<Tolerance> somewhere = new ArrayList<>();
        for (String text : tolerances) {
            int equals = text.lastIndexOf('=');
            if (equals < 0) {
                everywhere = number("--tolerance " + text, text);
            } else {
                somewhere.add(new Tolerance(
                        PathPattern.parse(text.substring(0, equals)),
                        number("--tolerance " + text, text.substring(equals + 1))));
            }
        }
        return new Rules(
                everywhere,
                somewhere,
                ignored.stream().map(Rules::ignored).toList(),
                keys.stream().map(Rules::key).toList());
    }

    private static PathPattern ignored(String text) {
        if (text.isEmpty()) {
            throw Fault.setting("--ignore without a path leaves nothing to compare: write one, as in /meta.");
        }
        return PathPattern.parse(text);
    }

    private static Key key(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 0 || equals == text.length() - 1) {
            throw Fault.setting("--key " + text + " names no field: write the list and its field, as in /steps=id.");
        }
        return new Key(PathPattern.parse(text.substring(0, equals)), text.substring(equals + 1));
    }

    private static BigDecimal number(String option, String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw Fault.setting(option + " is no number: write one such as 0.001, or a path with one, as in"
                    + " /steps/*/temperature=0.5.");
        }
        throw Fault.setting(
                option + " is below zero: write by how much two numbers may differ at most, such as 0.001.");
    }

    /** A place of both files: in a list without a key its neighbour's number in one of them is another element. */
    boolean ignores(Place place) {
        return ignored.stream().anyMatch(path -> path.matches(place.changed()) && path.matches(place.original()));
    }

    /** The field that tells the elements of the list at a place apart; empty: their order does. */
    Optional<String> key(Place place) {
        List<String> fields = keys.stream()
                .filter(key -> key.list().matches(place.changed()))
                .map(Key::field)
                .distinct()
                .toList();
        if (fields.size() > 1) {
            throw Fault.setting("The list at \"" + place.changed() + "\" has two keys, " + String.join(" and ", fields)
                    + ": leave it one --key.");
        }
        return fields.stream().findFirst();
    }

    boolean same(Place place, BigDecimal original, BigDecimal changed) {
        return Numbers.within(original, changed, tolerance(place));
    }

    private BigDecimal tolerance(Place place) {
        return tolerances.reversed().stream()
                .filter(rule -> rule.at().matches(place.changed()))
                .findFirst()
                .map(Tolerance::most)
                .orElse(tolerance);
    }
}
