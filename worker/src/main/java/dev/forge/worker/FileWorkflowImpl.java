package dev.forge.worker;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.workflow.FileWorkflow;

/** One activity, whose answer somebody waits for. */
public final class FileWorkflowImpl implements FileWorkflow {
    @Override
    public FileAnswer run(FileQuery query) {
        return Calls.files("read a file of " + query.runId()).readFile(query);
    }
}
