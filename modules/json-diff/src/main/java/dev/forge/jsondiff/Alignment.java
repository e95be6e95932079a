package dev.forge.jsondiff;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Which elements of two lists without a key belong together: those that are the same, in their order, as many as there
 * are (by Myers' algorithm, as {@code diff} does with lines); between those, the first with the first.
 */
final class Alignment {
    /** Comparisons that the algorithm may need at worst; lists that are longer are compared place by place. */
    private static final long MOST_COMPARISONS = 1_000_000;

    private Alignment() {}

    /**
     * Elements that are not the same.
     *
     * @param before its number in the original; empty: it was added
     * @param after its number in the changed file; empty: it was removed
     */
    record Match(OptionalInt before, OptionalInt after) {}

    /**
     * Finds those that are not the same.
     *
     * @param same of an element's number in the original and of one's in the changed file
     */
    static List<Match> of(int before, int after, BiPredicate<Integer, Integer> same) {
        int from = 0;
        while (from < Math.min(before, after) && same.test(from, from)) {
            from++;
        }
        int end = 0;
        while (end < Math.min(before, after) - from && same.test(before - 1 - end, after - 1 - end)) {
            end++;
        }
        List<Integer> old = IntStream.range(from, before - end).boxed().toList();
        List<Integer> young = IntStream.range(from, after - end).boxed().toList();
        List<Match> matches = new ArrayList<>();
        if ((long) old.size() * young.size() > MOST_COMPARISONS) {
            add(matches, old, young);
        } else {
            for (AbstractDelta<Integer> delta : DiffUtils.diff(old, young, same).getDeltas()) {
                add(matches, delta.getSource().getLines(), delta.getTarget().getLines());
            }
        }
        return matches;
    }

    private static void add(List<Match> matches, List<Integer> old, List<Integer> young) {
        for (int i = 0; i < Math.max(old.size(), young.size()); i++) {
            matches.add(new Match(at(old, i), at(young, i)));
        }
    }

    private static OptionalInt at(List<Integer> numbers, int i) {
        return i < numbers.size() ? OptionalInt.of(numbers.get(i)) : OptionalInt.empty();
    }
}
