package dev.forge.worker.reaper;

import dev.forge.activities.CutOffRuns;
import dev.forge.contract.workflow.RunActivities.RunRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs that Temporal cut off, as its list tells of them, and what was done for them. */
final class CutOffThere implements CutOffRuns {
    static final Duration REACH = Duration.ofDays(7);

    final List<Instant> looks = new ArrayList<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<String> kept = new CopyOnWriteArrayList<>();
    final Set<String> untellable = new HashSet<>();
    boolean archiveIsAway;
    boolean temporalIsAway;
    Runnable whenTold = () -> {};
    int pageSize = 100;
    private final Map<RunRef, Instant> listed = new LinkedHashMap<>();

    void list(String run, Instant closed) {
        listed.put(new RunRef(run, "execution of " + run), closed);
    }

    @Override
    public Duration reach() {
        return REACH;
    }

    @Override
    public Page closedSince(Instant since, String token) {
        if (temporalIsAway) {
            throw new IllegalStateException("Temporal is away");
        }
        looks.add(since);
        List<RunRef> all = listed.entrySet().stream()
                .filter(one -> !one.getValue().isBefore(since))
                .map(Map.Entry::getKey)
                .toList();
        int from = token.isEmpty() ? 0 : Integer.parseInt(token);
        int to = Math.min(all.size(), from + pageSize);
        return new Page(all.subList(from, to), to < all.size() ? String.valueOf(to) : "");
    }

    @Override
    public void tell(RunRef execution) {
        whenTold.run();
        if (untellable.contains(execution.runId())) {
            throw new IllegalStateException("its history cannot be read just now");
        }
        told.add(execution.runId());
    }

    @Override
    public void keep(RunRef execution) {
        if (archiveIsAway) {
            throw new IllegalStateException("the archive is away");
        }
        kept.add(execution.runId());
    }
}
