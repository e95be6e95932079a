package dev.forge.contract.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The exponent of a number as JSON writes it. It is looked at before the number is, which may stand for any amount of
 * digits.
 */
public final class Exponent {
    /** The largest of a number that Forge keeps (docs/results.md); a double has 308. */
    public static final int LARGEST = 400;

    private static final Pattern WRITTEN = Pattern.compile("[eE][+-]?0*(\\d+)$");

    private Exponent() {}

    /** Whether a number has one. */
    public static boolean isIn(String number) {
        return WRITTEN.matcher(number).find();
    }

    /** Whether a number has none, or one up to the largest, up or down. */
    public static boolean isModest(String number) {
        Matcher exponent = WRITTEN.matcher(number);
        return !exponent.find() || (exponent.group(1).length() <= 3 && Integer.parseInt(exponent.group(1)) <= LARGEST);
    }
}
