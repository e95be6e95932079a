package dev.forge.starter.sqs;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** Names of what was done or said, the last of them alone: what is forgotten is done once more. */
final class Recent {
    private static final int MOST = 10_000;

    private final SequencedSet<String> ids = new LinkedHashSet<>();

    synchronized boolean contains(String id) {
        return ids.contains(id);
    }

    /** Whether it was not there. */
    synchronized boolean add(String id) {
        if (ids.size() >= MOST && !ids.contains(id)) {
            ids.removeFirst();
        }
        return ids.add(id);
    }

    synchronized void remove(String id) {
        ids.remove(id);
    }
}
