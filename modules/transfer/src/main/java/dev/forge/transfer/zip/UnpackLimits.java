package dev.forge.transfer.zip;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.TransferFailure;
import java.util.Map;
import java.util.Optional;

/**
 * How much a source may bring.
 *
 * @param entries files and folders; names cost 24 to 48 bytes of heap each, so two million is the most
 * @param bytes sum of the files' sizes
 * @param ratio unpacked bytes per packed byte over the whole archive; text packs to 1:3 up to 1:20, deflate ends at
 *     1:1032, and archives up to {@link #SMALL} are not asked
 */
public record UnpackLimits(long entries, long bytes, long ratio) {
    /** What unpacks to less than this harms nobody. */
    static final long SMALL = 64L << 20;

    private static final String ENTRIES = "FORGE_UNPACK_MAX_ENTRIES";
    private static final String BYTES = "FORGE_UNPACK_MAX_BYTES";
    private static final String RATIO = "FORGE_UNPACK_MAX_RATIO";
    private static final long MOST_ENTRIES = 2_000_000;

    /** A million entries, one tebibyte, 1:200. */
    public static final UnpackLimits DEFAULT = new UnpackLimits(1_000_000, 1L << 40, 200);

    public UnpackLimits {
        if (entries < 1 || entries > MOST_ENTRIES) {
            throw outside(ENTRIES, "1 to " + MOST_ENTRIES);
        }
        if (bytes < 1) {
            throw outside(BYTES, "1 or more");
        }
        if (ratio < 1) {
            throw outside(RATIO, "1 or more");
        }
    }

    public static UnpackLimits from(Map<String, String> environment) {
        return new UnpackLimits(
                number(environment, ENTRIES).orElse(DEFAULT.entries),
                number(environment, BYTES).orElse(DEFAULT.bytes),
                number(environment, RATIO).orElse(DEFAULT.ratio));
    }

    private static Optional<Long> number(Map<String, String> environment, String name) {
        try {
            return Optional.ofNullable(environment.get(name))
                    .filter(text -> !text.isBlank())
                    .map(text -> Long.valueOf(text.strip()));
        } catch (NumberFormatException word) {
            throw outside(name, "a whole number");
        }
    }

    private static TransferFailure outside(String name, String range) {
        return new TransferFailure(
                Category.CONFIGURATION, name + " is not " + range + ".", "Set it so, or leave it out for the default.");
    }

    public void checkEntries(long seen, String uri) {
        if (seen > entries) {
            throw exceeded(uri + " holds more than " + entries + " entries.", ENTRIES);
        }
    }

    public void checkBytes(long sum, String uri) {
        if (sum > bytes) {
            throw exceeded(uri + " holds more than " + Progress.size(bytes) + ".", BYTES);
        }
    }

    void checkRatio(long unpacked, long packed, String uri) {
        if (unpacked > SMALL && unpacked / Math.max(1, packed) >= ratio) {
            throw exceeded(uri + " unpacks to more than " + ratio + " times its size.", RATIO);
        }
    }

    private static TransferFailure exceeded(String sentence, String name) {
        return new TransferFailure(
                Category.SOURCE_INVALID, sentence, "If you trust it, raise " + name + " for the source.");
    }
}
