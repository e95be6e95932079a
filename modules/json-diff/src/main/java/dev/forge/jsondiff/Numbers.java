package dev.forge.jsondiff;

import java.math.BigDecimal;

/** Compares numbers as decimals, without rounding: 1.0 is 1, and 0.1 is not what a double makes of it. */
final class Numbers {
    // A difference has as many digits as lie between the two: 1e999999999 and 1 would fill the memory.
    private static final int LARGEST_EXPONENT = 5_000;

    private Numbers() {}

    /** Whether they differ by that at most; beyond 10^5000 and 10^-5000 only if they are equal. */
    static boolean within(BigDecimal one, BigDecimal other, BigDecimal tolerance) {
        if (one.compareTo(other) == 0) {
            return true;
        }
        return tolerance.signum() > 0
                && isModest(one)
                && isModest(other)
                && one.subtract(other).abs().compareTo(tolerance) <= 0;
    }

    /** One text for all ways to write a number. */
    static String canonical(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return isModest(stripped) ? stripped.toPlainString() : stripped.toString();
    }

    private static boolean isModest(BigDecimal number) {
        return Math.abs((long) number.scale()) <= LARGEST_EXPONENT;
    }
}
