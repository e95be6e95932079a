package dev.forge.transfer.s3;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.TransferFailure;

/**
 * How large the parts of an upload are. S3 allows 10,000 parts of 5 MiB to 5 GiB each (its "multipart upload limits"), so
 * the parts of a large object must be large.
 */
final class PartSize {
    static final long SMALLEST = 8L << 20;
    /** Parts up to here are kept in memory: five of them fit well into the heap that the launcher gives. */
    static final long IN_MEMORY = SMALLEST;

    private static final long LARGEST = 5L << 30;
    /** 10,000 less a tenth, since files may grow while they are sent. */
    private static final long PARTS = 9_000;

    private static final long MIB = 1L << 20;

    private PartSize() {}

    /** In bytes, for an object of at most this many bytes. */
    static long of(long atMost) {
        long needed = (atMost / PARTS / MIB + 1) * MIB;
        if (needed > LARGEST) {
            throw new TransferFailure(
                    Category.CONFIGURATION,
                    "An object of " + Progress.size(atMost) + " is larger than S3 takes.",
                    "Send it as objects under a prefix, or leave files out with --exclude.");
        }
        return Math.max(SMALLEST, needed);
    }
}
