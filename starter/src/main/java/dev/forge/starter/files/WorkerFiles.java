package dev.forge.starter.files;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.workflow.FileWorkflow;
import dev.forge.contract.workflow.FilesWorkflow;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.WorkspaceFiles;
import dev.forge.starter.run.WorkerQuestions;
import dev.forge.starter.run.WorkerQuestions.Question;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The files of workspaces that workers alone can see, by questions to them. */
@Singleton
final class WorkerFiles implements WorkspaceFiles {
    /** A Job that reads a volume takes two seconds, and more where its image is pulled or the cluster is full. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final WorkerQuestions workers;

    WorkerFiles(WorkerQuestions workers) {
        this.workers = workers;
    }

    @Override
    public FilesAnswer list(FilesQuery query) {
        return asked(new Question<>(
                FilesWorkflow.TYPE, query, FilesAnswer.class, PATIENCE, "which files " + query.runId() + " has"));
    }

    @Override
    public FileAnswer read(FileQuery query) {
        return asked(
                new Question<>(FileWorkflow.TYPE, query, FileAnswer.class, PATIENCE, "what is in " + query.path()));
    }

    private <T> T asked(Question<T> question) {
        try {
            return workers.askInPassing(question);
        } catch (WorkerQuestions.Failed e) {
            if (e.by(RuntimeUnavailable.class)) {
                throw new RuntimeUnavailable(String.valueOf(e.getMessage()), e);
            }
            throw new IllegalStateException("a worker could not tell " + question.asked() + ": " + e.getMessage(), e);
        }
    }
}
