package dev.forge.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Attempts that have succeeded as soon as they are launched, and are counted: for tests and benches of all that is around them. */
public final class NothingRuntime implements JobRuntime {
    private final Map<String, Integer> launches = new ConcurrentHashMap<>();

    /** How many attempts a run has launched; one that is adopted counts again. */
    public int launches(String runId) {
        return launches.getOrDefault(runId, 0);
    }

    @Override
    public Launched launch(StepTask task) {
        launches.merge(task.attempt().runId(), 1, Integer::sum);
        return new Launched(task.attempt().name(), task.attempt().name());
    }

    @Override
    public JsonNode preview(StepTask task) {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void bar(StepTask task) {}

    @Override
    public Verdict await(Launched attempt, Verdict known, Duration atMost) {
        Instant now = Instant.now();
        return new Verdict.Ended(new StepOutcome.Succeeded(Optional.of(now), now, ""));
    }

    @Override
    public Optional<Waiting> end(Launched attempt, Duration atMost) {
        return Optional.empty();
    }

    @Override
    public void completeLog(AttemptId attempt, Consumer<Waiting> tell) {}

    @Override
    public List<Present> present(String runId) {
        return List.of();
    }

    @Override
    public List<String> runs() {
        return List.of();
    }

    @Override
    public void release(String runId, Predicate<String> isOver) {}

    @Override
    public WorkspaceFiles files() {
        throw new UnsupportedOperationException("nobody looks at files here");
    }

    @Override
    public void clean(String runId) {}
}
