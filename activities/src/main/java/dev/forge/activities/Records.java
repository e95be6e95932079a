package dev.forge.activities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.archive.records.RunRecord.Execution;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import java.util.HashMap;
import java.util.Map;

/** What the archive is given of a run. */
final class Records {
    /** Nothing that is told of an execution comes after its end. */
    private static final long LAST = Long.MAX_VALUE;

    private Records() {}

    static RunRecord concluded(Conclusion conclusion) {
        Execution execution =
                new Execution(conclusion.execution(), conclusion.report().startedAt());
        Map<String, JsonNode> parameters = new HashMap<>();
        conclusion.parameters().forEach((name, value) -> parameters.put(name, TextNode.valueOf(value)));
        RunOrigin origin = new RunOrigin(
                conclusion.pipelineVersion(),
                conclusion.scheduledBy(),
                conclusion.labels(),
                parameters,
                conclusion.watch());
        return new RunRecord(conclusion.report(), execution, LAST, origin);
    }
}
