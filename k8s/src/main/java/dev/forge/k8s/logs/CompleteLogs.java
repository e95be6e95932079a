package dev.forge.k8s.logs;

import dev.forge.contract.step.AttemptId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The attempts whose logs are complete, so that news of their pods need no look into the store. */
final class CompleteLogs {
    /** Jobs stay until their run is over; of so many, pods still change. */
    private static final int MOST = 10_000;

    private final Set<AttemptId> attempts =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<AttemptId, Boolean> eldest) {
                    return size() > MOST;
                }
            }));

    void add(AttemptId attempt) {
        attempts.add(attempt);
    }

    boolean contains(AttemptId attempt) {
        return attempts.contains(attempt);
    }
}
