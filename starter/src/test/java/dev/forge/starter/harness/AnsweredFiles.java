package dev.forge.starter.harness;

import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.WorkspaceFile;
import dev.forge.contract.workflow.FilesWorkflow;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;

/** A worker's list of files: one file that shows what was asked, or what the prefix says. */
public final class AnsweredFiles implements FilesWorkflow {
    @Override
    public FilesAnswer run(FilesQuery query) {
        return switch (query.prefix()) {
            case "no-workspace" -> new FilesAnswer.NoWorkspace();
            case "cluster-is-away" ->
                throw ApplicationFailure.newNonRetryableFailure(
                        "The volume cannot be read", "dev.forge.runtime.RuntimeUnavailable");
            default ->
                new FilesAnswer.Page(
                        List.of(new WorkspaceFile(
                                query.runId() + "/" + query.prefix() + "/" + query.after(),
                                query.limit(),
                                Reports.NOON)),
                        query.after().isEmpty(),
                        Optional.of("What is closed is not in this list."));
        };
    }
}
