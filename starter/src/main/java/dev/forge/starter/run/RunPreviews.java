package dev.forge.starter.run;

import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.pipeline.RunRequestWriter;
import dev.forge.contract.workflow.Preview;
import dev.forge.contract.workflow.PreviewWorkflow;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Asks a worker what would be run: only a worker knows its policy, and the place where attempts run. */
@Singleton
public class RunPreviews {
    /** A worker takes far less, also for the first one; without one the answer never comes. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WorkerQuestions workers;
    private final RunIds ids;
    private final Clock clock;

    RunPreviews(WorkerQuestions workers, RunIds ids, Clock clock) {
        this.workers = workers;
        this.ids = ids;
        this.clock = clock;
    }

    /** What a request would become; refused with all of its mistakes, and where no worker answers. */
    public Preview.Planned of(RunKind kind, RunRequest run) {
        Request request =
                new Request(ids.next(kind, run.pipeline().name()), RunRequestWriter.json(run), clock.instant());
        return switch (told(request)) {
            case Preview.Planned planned -> planned;
            case Preview.Refused(List<Problem> problems) -> throw Refusal.ofAll(invalid(kind), problems);
        };
    }

    private static ProblemCode invalid(RunKind kind) {
        return switch (kind) {
            case RUN -> ProblemCode.RUN_REQUEST_INVALID;
            case JOB -> ProblemCode.JOB_INVALID;
        };
    }

    private Preview told(Request request) {
        try {
            return workers.ask(new WorkerQuestions.Question<>(
                    PreviewWorkflow.TYPE, request, Preview.class, PATIENCE, "what would be run"));
        } catch (WorkerQuestions.Failed e) {
            if (e.by(ArchiveUnavailable.class)) {
                throw Refusal.of(
                        ProblemCode.ARCHIVE_UNAVAILABLE,
                        "The worker cannot look the pipeline up: " + e.getMessage() + " Send the call again later.");
            }
            throw new IllegalStateException("a preview failed: " + e.getMessage(), e);
        }
    }
}
