package dev.forge.contract.workflow;

import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Asks a worker for a part of the list of a workspace's files: only a worker gets at the volume. It is no run. */
@WorkflowInterface
public interface FilesWorkflow {
    String TYPE = "Files";

    @WorkflowMethod(name = TYPE)
    FilesAnswer run(FilesQuery query);
}
