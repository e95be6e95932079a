package dev.forge.archive.records;

/**
 * The archive's PostgreSQL does not serve; the same call may go through later. What was asked for may have been written
 * all the same, where the connection was lost before the answer came: whatever this package writes may be written again.
 */
public final class ArchiveUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    ArchiveUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    ArchiveUnavailable(String message) {
        super(message);
    }
}
