package dev.forge.contract.files;

/**
 * Which bytes of a file are wanted.
 *
 * @param from offset of the first, from 0
 * @param atMost bytes, up to {@link #LARGEST_PART}; with 0 only the file's size is asked for
 */
public record FileQuery(String runId, String path, long from, int atMost) {
    /** In JSON a third more: under the 2 MB of Temporal's payloads. */
    public static final int LARGEST_PART = 1024 * 1024;

    public FileQuery {
        WorkspacePath.checked(path);
        if (from < 0 || atMost < 0 || atMost > LARGEST_PART) {
            throw new IllegalArgumentException(
                    "a file is read from 0 on, up to " + LARGEST_PART + " bytes, not " + atMost + " from " + from);
        }
    }
}
