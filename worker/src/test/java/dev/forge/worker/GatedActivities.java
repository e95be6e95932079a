package dev.forge.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.ResultsKept;
import dev.forge.contract.workflow.RunActivities;
import io.temporal.activity.Activity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Activities of many runs, each of which is at work until the test lets it end. A request is a concurrency limit. */
final class GatedActivities implements RunActivities {
    /** The ids of runs in the order in which they came to work. */
    final List<String> came = new CopyOnWriteArrayList<>();

    final Set<String> atWork = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    void letEnd(String runId) {
        gate(runId).countDown();
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    @Override
    public Resolution resolve(Request request) {
        try {
            Concurrency limit = HistoryFormat.mapper().readValue(request.json(), Concurrency.class);
            Resolution.Plan plan = Plans.of(Plans.module("monthly"));
            return Plans.limited(limit.key().equals(Optional.of("held")) ? Plans.held(plan) : plan, limit);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public Receivers receivers(Request request) {
        return new Receivers(List.of());
    }

    @Override
    public StepOutcome execute(StepTask task) {
        String run = task.attempt().runId();
        atWork.add(run);
        mostAtOnce.accumulateAndGet(atWork.size(), Math::max);
        came.add(run);
        try {
            while (!gate(run).await(20, TimeUnit.MILLISECONDS)) {
                Activity.getExecutionContext().heartbeat("at work");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            atWork.remove(run);
        }
        return ScriptedActivities.succeeds("").play(task);
    }

    private CountDownLatch gate(String runId) {
        return gates.computeIfAbsent(runId, _ -> new CountDownLatch(1));
    }

    @Override
    public void end(Canceling run) {}

    @Override
    public ResultsKept keepResults(Results results) {
        return new ResultsKept.All();
    }

    @Override
    public void finish(Finished finished) {}

    @Override
    public void putLog(WholeLog log) {}

    @Override
    public void conclude(Conclusion conclusion) {}

    @Override
    public void release(RunRef run) {}

    @Override
    public void clean(RunRef run) {}
}
