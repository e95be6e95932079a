package dev.forge.worker;

import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.workflow.FilesWorkflow;

/** One activity, whose answer somebody waits for. */
public final class FilesWorkflowImpl implements FilesWorkflow {
    @Override
    public FilesAnswer run(FilesQuery query) {
        return Calls.files("list files of " + query.runId()).listFiles(query);
    }
}
