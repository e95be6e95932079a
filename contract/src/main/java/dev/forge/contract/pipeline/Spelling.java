package dev.forge.contract.pipeline;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what was meant by a misspelt word. */
public final class Spelling {
    /** Beyond this a word is no misspelling of ours, and comparing it would only cost time. */
    private static final int LONGEST = 64;

    private Spelling() {}

    /** The nearest of the known words, if it is near: one mistake in a short word, two in a longer one. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= tolerance(candidate));
    }

    /** "did you mean x?" where a word is near, else the list of all. */
    public static String suggestion(String word, Collection<String> known) {
        return nearest(word, known)
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> "use one of: " + String.join(", ", known));
    }

    private static int tolerance(String word) {
        return word.length() <= 4 ? 1 : 2;
    }

    /** Insertions, deletions, replacements and swaps of neighbours; upper and lower case are the same. */
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
