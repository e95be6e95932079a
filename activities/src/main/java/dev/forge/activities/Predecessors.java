package dev.forge.activities;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.JobRuntime.Present;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends what earlier executions of a run have left running: a run that was reset or continued must not share its workspace
 * with it. This worker asks for it once an execution, before the first attempt that it launches for it. Before the others
 * it is enough to look at what is known, which costs a step no requests: what comes later can only be what another worker
 * had begun to launch and was late with, and that is seen as soon as it is there.
 */
final class Predecessors {
    /** Of executions that are remembered; beyond that they are asked for again. */
    private static final int MOST = 10_000;

    private final JobRuntime runtime;
    private final AttemptEnder ender;
    private final Set<Execution> asked = ConcurrentHashMap.newKeySet();

    Predecessors(JobRuntime runtime, AttemptEnder ender) {
        this.runtime = runtime;
        this.ender = ender;
    }

    private record Execution(String runId, String execution) {}

    /** Returns when nothing of them is left. Whoever is not wanted any more must not launch: what the server says ends it. */
    void end(AttemptId attempt, Heartbeat heartbeat) {
        Execution own = new Execution(attempt.runId(), attempt.execution());
        List<Present> there = asked.contains(own)
                ? runtime.known(attempt.runId())
                : heartbeat.during(() -> runtime.present(attempt.runId()));
        ender.endAll(there, present -> !present.execution().equals(attempt.execution()), heartbeat::tell);
        if (asked.size() >= MOST) {
            asked.clear();
        }
        asked.add(own);
    }
}
