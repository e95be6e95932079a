package dev.forge.archive.records;

/**
 * Why a watch cannot do its work, and what to do about it.
 *
 * @param ofTheLook whether it cannot look at its bucket, and starts what it has seen all the same; older releases kept none
 */
public record WatchFailure(String reason, String remedy, boolean ofTheLook) {
    /** One by which it starts nothing. */
    public WatchFailure(String reason, String remedy) {
        this(reason, remedy, false);
    }

    /** The same, met by the look at the bucket. */
    public WatchFailure byTheLook() {
        return new WatchFailure(reason, remedy, true);
    }
}
