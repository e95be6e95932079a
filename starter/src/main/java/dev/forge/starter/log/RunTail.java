package dev.forge.starter.log;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.starter.run.FoundRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one reader has been told of a run's log while it is written, and so what is to be told next: from the attempt on
 * that is the latest when it begins, of each attempt the newest lines. What a look costs does not grow with the log.
 */
public final class RunTail {
    /** How often an ended attempt whose log never says that it is complete is looked at once more: for 3 s at least. */
    private static final int LOOKS_AFTER_END = 3;

    private static final Logger LOG = LoggerFactory.getLogger(RunTail.class);

    private final AttemptLogs logs;
    private final int lines;
    private final Map<AttemptId, AttemptTail> open = new HashMap<>();
    private final Set<AttemptId> done = new HashSet<>();
    private boolean begun;

    RunTail(AttemptLogs logs, int lines) {
        this.logs = logs;
        this.lines = lines;
    }

    /** A run's attempt. */
    private record Written(AttemptId id, boolean ended) {}

    /** What has been written since the look before, attempt after attempt; nothing where the place of logs is away. */
    public List<TailLines> next(FoundRun run) {
        List<Written> written = new ArrayList<>();
        for (StepReport step : run.report().steps()) {
            for (AttemptReport attempt : step.attempts()) {
                written.add(new Written(run.attempt(step, attempt), run.hasEnded(attempt)));
            }
        }
        if (!begun && !written.isEmpty()) {
            written.subList(0, written.size() - 1).forEach(earlier -> done.add(earlier.id()));
            begun = true;
        }
        return written.stream()
                .filter(attempt -> !done.contains(attempt.id()))
                .flatMap(attempt -> look(attempt, run.report().state().ended()).stream())
                .toList();
    }

    private Optional<TailLines> look(Written attempt, boolean runEnded) {
        AttemptTail tail = open.computeIfAbsent(attempt.id(), id -> new AttemptTail(logs, id, lines));
        boolean last = runEnded || (attempt.ended() && tail.lookAfterEnd() >= LOOKS_AFTER_END);
        try {
            Optional<TailLines> told = last ? tail.rest() : tail.next();
            if (last || tail.isComplete()) {
                open.remove(attempt.id());
                done.add(attempt.id());
            }
            return told;
        } catch (RuntimeUnavailable e) {
            // It comes back, and what was missed is told then; the run's events go on.
            LOG.debug("the log of {} cannot be read now", attempt.id(), e);
            return Optional.empty();
        }
    }
}
