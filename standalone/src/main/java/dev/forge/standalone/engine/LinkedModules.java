package dev.forge.standalone.engine;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.Waiting;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A runtime whose modules are looked up anew before every launch. */
record LinkedModules(JobRuntime runtime, ModuleLinks links) implements JobRuntime {
    @Override
    public Launched launch(StepTask task) {
        links.refresh();
        return runtime.launch(task);
    }

    @Override
    public Verdict await(Launched attempt, Verdict known, Duration atMost) throws InterruptedException {
        return runtime.await(attempt, known, atMost);
    }

    @Override
    public Optional<Waiting> end(Launched attempt, Duration atMost) throws InterruptedException {
        return runtime.end(attempt, atMost);
    }

    @Override
    public List<Present> present(String runId) {
        return runtime.present(runId);
    }

    @Override
    public void completeLog(AttemptId attempt) throws InterruptedException {
        runtime.completeLog(attempt);
    }

    @Override
    public List<String> runs() {
        return runtime.runs();
    }

    @Override
    public void release(String runId) {
        runtime.release(runId);
    }

    @Override
    public void clean(String runId) {
        runtime.clean(runId);
    }
}
