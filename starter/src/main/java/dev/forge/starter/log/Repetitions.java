package dev.forge.starter.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells how large a regular expression may become once its counted repetitions are written out, before it is compiled:
 * re2j writes them out whatever that takes, and forty characters of nested ones take all memory.
 */
final class Repetitions {
    /** Instructions; compiled in milliseconds. */
    static final long LARGEST = 20_000;

    /** What is repeated may itself hold repetitions only where a group ends before it, or a quotation, which may be empty. */
    private static final Pattern COUNTED = Pattern.compile("(\\)|\\\\E)?\\{(\\d+)(?:,(\\d*))?\\}");

    private Repetitions() {}

    /** An upper bound: groups that are repeated are taken as nested, whether they are or not. */
    static long size(String regex) {
        long ofGroups = 1;
        long ofSingles = regex.length();
        Matcher counted = COUNTED.matcher(regex);
        while (counted.find()) {
            long times = Math.max(1, Math.max(number(counted.group(2)), number(counted.group(3))));
            if (counted.group(1) == null) {
                ofSingles += times;
            } else {
                ofGroups = Math.min(LARGEST + 1, ofGroups * times);
            }
        }
        return ofGroups * ofSingles;
    }

    /** More than RE2 takes at all is as good as that. */
    private static long number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : digits.length() > 4 ? LARGEST : Long.parseLong(digits);
    }
}
