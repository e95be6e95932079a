package dev.forge.contract.workflow;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Asks a worker for some bytes of a file of a workspace: only a worker gets at the volume. It is no run. */
@WorkflowInterface
public interface FileWorkflow {
    String TYPE = "File";

    @WorkflowMethod(name = TYPE)
    FileAnswer run(FileQuery query);
}
