package dev.forge.worker.reaper;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.Waiting;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.Verdict;
import dev.forge.runtime.WorkspaceFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A place where runs have left attempts; each ends when it is asked to, unless it is told to hang. */
final class RunsThere implements JobRuntime {
    private static final String EXECUTION = "execution";

    final List<String> calls = new CopyOnWriteArrayList<>();
    final Set<String> hanging = ConcurrentHashMap.newKeySet();
    Runnable whenListed = () -> {};
    private final Map<String, List<String>> attempts = Collections.synchronizedMap(new LinkedHashMap<>());

    RunsThere with(String runId, String... names) {
        attempts.put(runId, new ArrayList<>(List.of(names)));
        return this;
    }

    @Override
    public List<String> runs() {
        return List.copyOf(attempts.keySet());
    }

    @Override
    public List<Present> present(String runId) {
        List<Present> present = attempts.getOrDefault(runId, List.of()).stream()
                .map(name -> new Present(new Launched(name, "uid-of-" + name), EXECUTION))
                .toList();
        whenListed.run();
        return present;
    }

    @Override
    public Optional<Waiting> end(Launched attempt, Duration atMost) {
        if (hanging.contains(attempt.name())) {
            return Optional.of(Waiting.passing("its node does not answer", Instant.EPOCH));
        }
        if (attempts.values().stream().anyMatch(names -> names.remove(attempt.name()))) {
            calls.add("end " + attempt.name());
        }
        return Optional.empty();
    }

    @Override
    public void release(String runId, Predicate<String> isOver) {
        if (isOver.test(EXECUTION)) {
            attempts.remove(runId);
            calls.add("release " + runId);
        }
    }

    @Override
    public WorkspaceFiles files() {
        throw new UnsupportedOperationException("nobody looks at files here");
    }

    @Override
    public void clean(String runId) {
        calls.add("clean " + runId);
    }

    @Override
    public Launched launch(StepTask task) {
        throw new UnsupportedOperationException("a reaper launches nothing");
    }

    @Override
    public JsonNode preview(StepTask task) {
        throw new UnsupportedOperationException("a reaper launches nothing");
    }

    @Override
    public void bar(StepTask task) {
        throw new UnsupportedOperationException("a reaper knows of nothing that may still be launched");
    }

    @Override
    public Verdict await(Launched attempt, Verdict known, Duration atMost) {
        throw new UnsupportedOperationException("a reaper awaits nothing but ends");
    }

    @Override
    public void completeLog(AttemptId attempt, Consumer<Waiting> tell) {
        throw new UnsupportedOperationException("a reaper reads no log");
    }
}
