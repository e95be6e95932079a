package dev.forge.worker;

import dev.forge.contract.run.RunChange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What was changed of a run's steps, as far back as its report can carry. */
final class Changes {
    /** More than a person makes; all of them stand in the history. */
    static final int MOST = 50;

    private final Deque<RunChange> changes = new ArrayDeque<>();

    void add(RunChange change) {
        changes.addLast(change);
        if (changes.size() > MOST) {
            changes.removeFirst();
        }
    }

    /** Oldest first. */
    List<RunChange> list() {
        return List.copyOf(changes);
    }
}
