import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepOutcome;
import dev.forge.runtime.LogSegment;
import dev.forge.runtime.LogStore;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Very many logs that are followed at once: pods that print a line a second until a common end. */
final class ManyLogs {
    private static final int LOGS = 300;
    private static final int PER_RUN = 50;

    /** A node that has nothing else to do starts two pods a second; all are to print together for a minute. */
    private static final Duration START = Duration.ofSeconds(1);

    private static final Duration TOGETHER = Duration.ofSeconds(60);
    private static final String LINE = "a line as long as lines of logs are, which is to say about a hundred bytes each, more or less ....";

    private final Forge forge;
    private final Place place;
    private final int logs;

    ManyLogs(Forge forge, Place place, int size) {
        this.forge = forge;
        this.place = place;
        this.logs = Math.max(1, LOGS / size);
    }

    void measure() throws Exception {
        Instant end = Instant.now().plus(START.multipliedBy(logs)).plus(TOGETHER);
        String script = "n=0; while [ $(date +%s) -lt " + end.getEpochSecond() + " ]; do echo '" + LINE
                + "'; n=$((n+1)); sleep 1; done; echo $n > $FORGE_OUTPUT";
        List<WorkflowStub> runs = new ArrayList<>();
        for (int left = logs; left > 0; left -= PER_RUN) {
            runs.add(forge.fan(new Fan.Request(Math.min(PER_RUN, left), place.image(), script, Map.of())));
        }
        Duration untilTogether = Duration.between(Instant.now(), end.minus(TOGETHER));
        Thread.sleep(untilTogether);
        long running = place.pods(Place.OURS, Optional.of("Running")).size();
        Worker.Counts from = forge.worker().counts();
        ProcessFigures first = ProcessFigures.of(forge.worker().pid());
        Thread.sleep(TOGETHER.dividedBy(2));
        ProcessFigures last = ProcessFigures.of(forge.worker().pid());
        Worker.Counts to = forge.worker().counts();
        double seconds = TOGETHER.toMillis() / 2e3;
        Figures.say("%n%d logs followed at once (%d pods ran when the window of %.0f s began)", logs, running, seconds);
        Figures.say(
                "  resident %.0f MiB, at most %.0f MiB so far; %d platform threads; %.2f CPU; %.1f API requests/s beside those for"
                        + " logs",
                last.resident(), last.peak(), last.threads(), (last.cpu() - first.cpu()) / seconds,
                (to.requests() - from.requests()) / seconds);
        kept(runs);
    }

    private void kept(List<WorkflowStub> runs) throws Exception {
        LogStore store = forge.logStore();
        long written = 0;
        long kept = 0;
        int whole = 0;
        for (WorkflowStub run : runs) {
            List<StepOutcome> outcomes = forge.outcomes(run);
            for (int i = 1; i <= outcomes.size(); i++) {
                long bytes = written(outcomes.get(i - 1));
                long there = forge.completed(run, i, store);
                written += bytes;
                kept += there;
                whole += bytes == there ? 1 : 0;
            }
        }
        Figures.say(
                "  %,d bytes written, %,d kept; %d of %d logs are as long as what was written", written, kept, whole, logs);
        if (whole != logs) {
            throw new IllegalStateException("logs were lost, or kept twice");
        }
    }

    private static long written(StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Succeeded succeeded) {
            return Long.parseLong(succeeded.output().strip()) * (LINE.length() + 1);
        }
        throw new IllegalStateException("an attempt did not succeed: " + outcome);
    }

    /** The length of a log that is complete. */
    static long length(LogStore store, AttemptId attempt) {
        return store.last(attempt).filter(LogSegment::ends).map(LogSegment::end).orElse(-1L);
    }
}
