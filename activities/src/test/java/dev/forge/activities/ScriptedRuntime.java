package dev.forge.activities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.Waiting;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.Verdict;
import dev.forge.runtime.WorkspaceFiles;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A runtime that plays faults which a real one cannot be made to show on demand, and remembers its calls. */
final class ScriptedRuntime implements JobRuntime {
    final List<String> calls = new ArrayList<>();
    final List<Present> present = new ArrayList<>();
    int asked;
    final List<Present> launchedBeforeItIsBarred = new ArrayList<>();
    final Queue<Verdict> verdicts = new ArrayDeque<>();
    final Queue<Waiting> leftovers = new ArrayDeque<>();
    CountDownLatch untilLaunched = new CountDownLatch(0);
    Optional<RuntimeException> launchFault = Optional.empty();
    String previewWord = "";
    Optional<RuntimeException> previewFault = Optional.empty();
    Optional<Waiting> logWaits = Optional.empty();
    Optional<WorkspaceFiles> files = Optional.empty();
    CountDownLatch untilDone = new CountDownLatch(0);

    @Override
    public Launched launch(StepTask task) {
        calls.add("launch " + task.attempt().step());
        awaitLaunch();
        launchFault.ifPresent(fault -> {
            throw fault;
        });
        return new Launched(task.attempt().name(), "uid-1");
    }

    private void awaitLaunch() {
        try {
            if (!untilLaunched.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let it go on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public JsonNode preview(StepTask task) {
        previewFault.ifPresent(fault -> {
            throw fault;
        });
        return JsonNodeFactory.instance
                .objectNode()
                .put("job", task.attempt().name())
                .put("word", previewWord);
    }

    @Override
    public void bar(StepTask task) {
        calls.add("bar " + task.attempt().step());
        present.addAll(launchedBeforeItIsBarred);
    }

    @Override
    public Verdict await(Launched attempt, Verdict known, Duration atMost) {
        calls.add("await " + attempt.uid());
        return verdicts.size() > 1 ? verdicts.remove() : verdicts.element();
    }

    @Override
    public Optional<Waiting> end(Launched attempt, Duration atMost) {
        calls.add("end " + attempt.uid());
        return Optional.ofNullable(leftovers.poll());
    }

    @Override
    public List<Present> present(String runId) {
        asked++;
        return present;
    }

    @Override
    public List<Present> known(String runId) {
        return present;
    }

    @Override
    public void completeLog(AttemptId attempt, Consumer<Waiting> tell) throws InterruptedException {
        logWaits.ifPresent(tell);
        untilDone.await();
        calls.add("complete log " + attempt.name());
    }

    @Override
    public List<String> runs() {
        return List.of();
    }

    @Override
    public void release(String runId, Predicate<String> isOver) {
        calls.add("release " + runId);
    }

    @Override
    public WorkspaceFiles files() {
        return files.orElseThrow(() -> new UnsupportedOperationException("nobody looks at files here"));
    }

    @Override
    public void clean(String runId) {
        calls.add("clean " + runId);
    }
}
