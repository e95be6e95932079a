package dev.forge.contract.pipeline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The author's rule for repeating a failed attempt.
 *
 * @param limit how many more attempts after the first; 0 means none
 * @param backoff wait before the first retry; doubles with each further one, up to {@link #LONGEST_BACKOFF}
 * @param failExitCodes exit codes that no retry would mend
 * @param retryExitCodes where not empty: the only exit codes worth a retry
 * @param memoryFactor what the memory is multiplied by after an attempt that ran out of it; empty: it stays
 */
public record RetryRule(
        int limit,
        Duration backoff,
        List<Integer> failExitCodes,
        List<Integer> retryExitCodes,
        Optional<Double> memoryFactor) {
    public static final int DEFAULT_LIMIT = 2;
    public static final Duration DEFAULT_BACKOFF = Duration.ofSeconds(1);
    public static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
    /** In four retries this is ten thousand times the memory, which no node has. */
    public static final double HIGHEST_MEMORY_FACTOR = 10;

    public static final RetryRule DEFAULT = new RetryRule(DEFAULT_LIMIT, DEFAULT_BACKOFF, List.of(), List.of());

    private static final BigDecimal MEBIBYTE = BigDecimal.TWO.pow(20);

    public RetryRule {
        if (limit < 0) {
            throw new IllegalArgumentException("retry limit must not be negative: " + limit);
        }
        if (backoff.isNegative()) {
            throw new IllegalArgumentException("retry backoff must not be negative: " + backoff);
        }
        failExitCodes = List.copyOf(failExitCodes);
        retryExitCodes = List.copyOf(retryExitCodes);
        if (memoryFactor.isPresent() && !(memoryFactor.get() >= 1)) {
            throw new IllegalArgumentException("retry memoryFactor must be 1 or more: " + memoryFactor.get());
        }
    }

    public RetryRule(int limit, Duration backoff, List<Integer> failExitCodes, List<Integer> retryExitCodes) {
        this(limit, backoff, failExitCodes, retryExitCodes, Optional.empty());
    }

    /** Whether a container that ended with this exit code may be tried again. */
    public boolean allows(int exitCode) {
        return !failExitCodes.contains(exitCode) && (retryExitCodes.isEmpty() || retryExitCodes.contains(exitCode));
    }

    /** The memory after an attempt that ran out of {@code memory}, in whole Mi; empty where it stays as it is. */
    public Optional<Quantity> memoryAfter(Quantity memory) {
        return memoryFactor.filter(factor -> factor > 1).map(factor -> {
            BigDecimal bytes = memory.amount().multiply(BigDecimal.valueOf(factor));
            BigDecimal mebibytes = bytes.divide(MEBIBYTE, 0, RoundingMode.CEILING);
            return new Quantity(mebibytes.toPlainString() + "Mi");
        });
    }

    /** The wait before a retry; the first is number 1. */
    public Duration delayBefore(int retry) {
        // 2^30 delays of the smallest unit are beyond the longest backoff already; more would overflow.
        Duration delay = backoff.multipliedBy(1L << Math.min(retry - 1, 30));
        return delay.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : delay;
    }
}
