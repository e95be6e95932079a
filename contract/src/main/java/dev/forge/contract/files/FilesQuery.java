package dev.forge.contract.files;

import java.util.List;
import java.util.Optional;

/**
 * Which files of a workspace are to be listed.
 *
 * @param prefix what their paths begin with; may be empty
 * @param after only those that stand behind this path in {@link WorkspacePath#ORDER}; empty: from the first
 * @param limit how many at most, up to {@link #LARGEST_PAGE}
 * @param changed only those that were written, or got their name or their mode, in one of these times; empty: whenever
 */
public record FilesQuery(String runId, String prefix, String after, int limit, Optional<List<Span>> changed) {
    /** As many as are some 100 KB with usual paths, far below what Temporal carries. */
    public static final int LARGEST_PAGE = 1000;

    public FilesQuery {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LARGEST_PAGE + " files, not " + limit);
        }
        changed = changed.map(List::copyOf);
    }
}
