package dev.forge.worker.reaper;

import dev.forge.runtime.JobRuntime;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reaper's passes over all runs, and what it remembers from one to the next. */
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final JobRuntime runtime;
    private final Fates fates;
    private final Reaping reaping;
    private final ReaperSettings settings;
    private final Clock clock;
    private final Map<String, Seen> seen = new HashMap<>();
    private final Set<String> begun = new LinkedHashSet<>();

    /** A run's fate, and when it was first found to be that. */
    private record Seen(Fate fate, Instant since) {}

    Sweep(JobRuntime runtime, WorkflowClient client, ReaperSettings settings, Clock clock) {
        this.runtime = runtime;
        this.fates = new Fates(client);
        this.reaping = new Reaping(runtime, fates, new Cleanups(client, settings.keepWorkspace()));
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks at every run once. What Temporal or the runtime throws ends the pass. */
    void pass() throws InterruptedException {
        Map<String, Fate> due = due(look());
        begun.addAll(due.keySet());
        begun.removeAll(reaping.of(due));
    }

    /** All runs; a run whose reaping was cut short is one of them even when nothing runs for it any more. */
    private Map<String, Seen> look() {
        Set<String> runs = new LinkedHashSet<>(runtime.runs());
        runs.addAll(begun);
        Instant now = clock.instant();
        Map<String, Seen> looked = new LinkedHashMap<>();
        for (String run : runs) {
            Fate fate = fates.of(run);
            Seen before = seen.get(run);
            looked.put(run, before != null && before.fate().equals(fate) ? before : new Seen(fate, now));
        }
        seen.clear();
        seen.putAll(looked);
        return looked;
    }

    private Map<String, Fate> due(Map<String, Seen> runs) {
        Map<String, Fate> due = new LinkedHashMap<>();
        runs.forEach((run, there) -> {
            if (isDue(there)) {
                due.put(run, there.fate());
            }
        });
        List<String> forgotten = forgotten(runs);
        boolean wiped = forgotten.size() > settings.mostAtOnce() && forgotten.size() * 2 > runs.size();
        if (wiped && due.keySet().removeAll(forgotten)) {
            refuse(forgotten, runs.size());
        }
        return due;
    }

    private boolean isDue(Seen run) {
        return switch (run.fate()) {
            case Fate.Open _ -> false;
            case Fate.CutOff _ -> true;
            case Fate.Closed _, Fate.Forgotten _ ->
                !clock.instant().isBefore(run.since().plus(settings.apart()));
        };
    }

    private static List<String> forgotten(Map<String, Seen> runs) {
        List<String> forgotten = new ArrayList<>();
        runs.forEach((run, there) -> {
            if (there.fate() instanceof Fate.Forgotten) {
                forgotten.add(run);
            }
        });
        return forgotten;
    }

    private static void refuse(List<String> forgotten, int known) {
        LOG.error(
                "Temporal knows nothing of {} of {} runs that have attempts here ({}, …), and none of those is ended:"
                        + " most likely Temporal's data was wiped, or another Temporal or namespace answers. Look at the"
                        + " worker's Temporal address and namespace. If these runs are to go, start one worker with"
                        + " {}={}.",
                forgotten.size(),
                known,
                forgotten.getFirst(),
                ReaperSettings.MOST_AT_ONCE,
                forgotten.size());
    }
}
