package dev.forge.starter.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.forge.archive.records.RunOrigin;
import dev.forge.contract.run.RunReport;
import dev.forge.starter.run.FoundRun;
import java.util.Map;
import java.util.Optional;

/**
 * A run in full.
 *
 * @param report its fields stand beside the others
 * @param origin likewise
 * @param rerunOf the run that it does once more; left out where it does not, or only the archive knows it
 */
record RunDetail(
        @JsonUnwrapped RunReport report,
        @JsonUnwrapped RunOrigin origin,
        Optional<String> rerunOf,
        Temporal temporal,
        Map<String, String> links) {
    static RunDetail of(FoundRun run, Temporal temporal, Map<String, String> links) {
        return new RunDetail(run.report(), run.origin(), run.rerunOf(), temporal, links);
    }

    /**
     * The run as Temporal knows it.
     *
     * @param workflowId the run id
     * @param runId Temporal's Run ID, which is another thing
     * @param ui the run's page in Temporal's Web UI, where that is configured
     */
    record Temporal(String workflowId, String runId, Optional<String> ui) {}
}
