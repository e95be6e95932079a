package dev.forge.starter.run;

import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.ControlParser;
import dev.forge.contract.pipeline.ParsedRequest;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.ResumeRequest;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.pipeline.RunRequestParser;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.run.RunSubmission.Accepted;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Does once more what a run was asked to do, as a run of its own. */
@Singleton
public class Rerunning {
    private final TemporalGateway temporal;
    private final RunReading reading;
    private final RunSubmission submission;

    Rerunning(TemporalGateway temporal, RunReading reading, RunSubmission submission) {
        this.temporal = temporal;
        this.reading = reading;
        this.submission = submission;
    }

    /** Starts a run under a new id. */
    public Accepted rerun(String id) {
        return submission.submit(order(id));
    }

    /** Starts the one rerun of an idempotency key, or finds it. */
    public Accepted rerunOnce(String id, String idempotencyKey) {
        return submission.submitOnce(order(id), idempotencyKey);
    }

    private Order order(String id) {
        Execution execution = temporal.find(id).orElseThrow(() -> forgotten(id));
        String input = asked(id, execution.temporalRunId());
        return switch (RunRequestParser.parse(input)) {
            case ParsedRequest.Valid(RunRequest asked) ->
                // Whoever waited at a queue for the first run has been told of its end, or is told yet.
                new Order(RunKind.of(id), sameVersion(asked, execution).replyingToNobody(), Optional.of(id));
            case ParsedRequest.Invalid(String _, ParsedRequest.Form _, List<Problem> problems) ->
                throw Refusal.ofAll(ProblemCode.RUN_REQUEST_INVALID, problems);
        };
    }

    /** What was asked of the first of those executions that have gone on from one another. */
    private String asked(String id, String execution) {
        String input = temporal.input(id, execution).orElseThrow(() -> forgotten(id));
        return ControlParser.resumption(input)
                .map(found -> found instanceof Asked.Valid<ResumeRequest>(ResumeRequest before)
                        ? asked(id, before.execution())
                        : input)
                .orElse(input);
    }

    /** A name alone is the newest version, which may be another one by now. */
    private static RunRequest sameVersion(RunRequest asked, Execution execution) {
        return execution
                .memo(RunAttributes.MEMO_PIPELINE_VERSION, Integer.class)
                .map(asked::withVersion)
                .orElse(asked);
    }

    private Refusal forgotten(String id) {
        // Refuses by itself what was never there.
        reading.archived(id);
        return Refusal.of(
                ProblemCode.RUN_FORGOTTEN,
                "Temporal does not keep run " + id
                        + " any more, and with it went what was asked: submit its pipeline again.");
    }
}
