package dev.forge.worker;

import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.ControlParser;
import dev.forge.contract.pipeline.ResumeRequest;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.workflow.Remembered;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.ResultsKept;
import dev.forge.contract.workflow.RunActivities;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Activities that play what a test has written, and remember what was asked of them. */
final class ScriptedActivities implements RunActivities {
    /** What one attempt does. */
    interface Act {
        StepOutcome play(StepTask task);
    }

    static final Instant LATER = Instant.parse("2026-11-21T12:00:00Z");

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<StepTask> tasks = new CopyOnWriteArrayList<>();
    final List<StepTask> endedWhileOpen = new CopyOnWriteArrayList<>();
    final List<Conclusion> concluded = new CopyOnWriteArrayList<>();
    CountDownLatch untilConcluded = new CountDownLatch(0);
    final Map<String, CountDownLatch> finishAfter = new HashMap<>();
    Runnable resolving = () -> {};
    Runnable puttingLog = () -> {};
    Supplier<ResultsKept> keepingResults = ResultsKept.All::new;
    private final Resolution resolution;
    private final Map<String, Queue<Act>> script = new HashMap<>();

    ScriptedActivities(Resolution resolution) {
        this.resolution = resolution;
    }

    /** The next attempts of a step, in order; further ones succeed. */
    ScriptedActivities when(String step, Act... acts) {
        script.put(step, new ArrayDeque<>(List.of(acts)));
        return this;
    }

    static Act succeeds(String output) {
        return task -> new StepOutcome.Succeeded(Optional.of(LATER), LATER, output);
    }

    static Act exits(int code) {
        Failure failure = Failure.of(Category.MODULE_EXIT, "exited with " + code, "read its log")
                .withExitCode(code)
                .withLastLines(List.of("reading 2019.csv", "broken line."));
        return task -> new StepOutcome.Failed(Optional.of(LATER), LATER, "", failure);
    }

    static Act fails(Category category) {
        return task -> new StepOutcome.Failed(
                Optional.empty(), LATER, "", Failure.of(category, "it is " + category, "mend it"));
    }

    static Act disrupted() {
        Failure failure = Failure.of(Category.DISRUPTED, "its node was drained", "nothing, it is repeated");
        return task -> new StepOutcome.Disrupted(Optional.of(LATER), LATER, failure);
    }

    /** Runs until the test lets it succeed. */
    static Act runsUntil(CountDownLatch started, CountDownLatch ended) {
        return task -> {
            started.countDown();
            await(ended);
            return succeeds("").play(task);
        };
    }

    /** Runs until it is canceled, as a real attempt does. */
    static Act runsUntilCanceled(CountDownLatch started) {
        return task -> {
            started.countDown();
            while (true) {
                Activity.getExecutionContext().heartbeat(task.attempt().name());
                Thread.onSpinWait();
            }
        };
    }

    /** Runs until it is canceled, and then takes its time to end. */
    static Act endsSlowly(CountDownLatch started, CountDownLatch ended) {
        return task -> {
            try {
                return runsUntilCanceled(started).play(task);
            } catch (ActivityCanceledException e) {
                await(ended);
                throw e;
            }
        };
    }

    /** Its infrastructure does not answer. */
    static Act throwing(CountDownLatch thrown) {
        return task -> {
            thrown.countDown();
            throw new IllegalStateException("connection refused");
        };
    }

    @Override
    public Receivers receivers(Request request) {
        return new Receivers(
                resolution instanceof Resolution.OfRequest of ? of.targets() : List.<NotificationTarget>of());
    }

    @Override
    public Resolution resolve(Request request) {
        resolving.run();
        calls.add("resolve " + request.json());
        return ControlParser.resumption(request.json())
                .map(asked -> continuation(request.runId(), asked))
                .orElse(resolution);
    }

    private static Resolution continuation(String runId, Asked<ResumeRequest> asked) {
        ResumeRequest request = ((Asked.Valid<ResumeRequest>) asked).request();
        Remembered earlier = Activity.getExecutionContext()
                .getWorkflowClient()
                .newUntypedWorkflowStub(WorkflowTargetOptions.newBuilder()
                        .setWorkflowId(runId)
                        .setRunId(request.execution())
                        .build())
                .query("remembered", Remembered.class);
        return new Resolution.Continuation(earlier.plan().orElseThrow(), earlier, request.from(), request.hold());
    }

    @Override
    public StepOutcome execute(StepTask task) {
        calls.add("execute " + task.attempt().step() + " " + task.attempt().number());
        tasks.add(task);
        Queue<Act> acts = script.getOrDefault(task.attempt().step(), new ArrayDeque<>());
        Act act = Optional.ofNullable(acts.poll()).orElse(succeeds(""));
        if (acts.isEmpty() && repeats.contains(task.attempt().step())) {
            acts.add(act);
        }
        return act.play(task);
    }

    private final List<String> repeats = new CopyOnWriteArrayList<>();

    /** Every attempt of a step does the same. */
    ScriptedActivities always(String step, Act act) {
        repeats.add(step);
        return when(step, act);
    }

    @Override
    public void end(Canceling run) {
        endedWhileOpen.addAll(run.open());
        calls.add("end");
    }

    @Override
    public ResultsKept keepResults(Results results) {
        calls.add("keep " + results.files() + " of " + results.attempt().step() + " "
                + results.attempt().number());
        return keepingResults.get();
    }

    @Override
    public void finish(Finished finished) {
        CountDownLatch latch = finishAfter.get(finished.attempt().step());
        if (latch != null) {
            await(latch);
        }
        calls.add(
                "finish " + finished.attempt().step() + " " + finished.attempt().number());
    }

    @Override
    public void putLog(WholeLog log) {
        calls.add("put log " + log.attempts().stream().map(AttemptId::number).toList() + " to " + log.target());
        puttingLog.run();
    }

    @Override
    public void conclude(Conclusion conclusion) {
        calls.add("conclude " + conclusion.report().state());
        concluded.add(conclusion);
        await(untilConcluded);
    }

    @Override
    public void release(RunRef run) {
        calls.add("release");
    }

    @Override
    public void clean(RunRef run) {
        calls.add("clean");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
