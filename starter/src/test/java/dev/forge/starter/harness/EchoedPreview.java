package dev.forge.starter.harness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.workflow.Preview;
import dev.forge.contract.workflow.PreviewWorkflow;
import dev.forge.contract.workflow.RunActivities.Request;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A preview that shows what it was asked, and refuses or fails where the request says so. */
public final class EchoedPreview implements PreviewWorkflow {
    @Override
    public Preview run(Request request) {
        if (request.json().contains("to-be-refused")) {
            return new Preview.Refused(List.of(Problem.of("/pipeline", "no such pipeline", "check the name")));
        }
        if (request.json().contains("archive-is-away")) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "PostgreSQL does not answer.", "dev.forge.archive.records.ArchiveUnavailable");
        }
        return new Preview.Planned(
                "weather",
                Optional.of(3),
                Map.of("station", "seattle"),
                Map.of("team", "climate"),
                "fail",
                Optional.of(new Preview.Turns("seattle", 2, "queue")),
                List.of(new Preview.Step(
                        "monthly",
                        StepKind.MODULE,
                        JsonNodeFactory.instance.objectNode().put("name", "monthly"),
                        Optional.of(JsonNodeFactory.instance
                                .objectNode()
                                .put("run", request.runId())
                                .put("request", request.json())),
                        Optional.empty())));
    }
}
