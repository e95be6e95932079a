package dev.forge.activities;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.KeptResult;
import dev.forge.archive.records.ResultValue;
import dev.forge.archive.records.UnfitResult;
import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.workflow.ResultsKept;
import dev.forge.contract.workflow.RunActivities.Results;
import dev.forge.runtime.JobRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Brings what a step has left as results into the archive: all of it, or nothing where one file is not what was promised. A
 * retry would find the same files, so that such a failure is not worth one.
 */
final class ResultKeeping {
    private final JobRuntime runtime;
    private final Archive archive;

    ResultKeeping(JobRuntime runtime, Archive archive) {
        this.runtime = runtime;
        this.archive = archive;
    }

    ResultsKept keep(Results left) {
        AttemptId attempt = left.attempt();
        List<FileAnswer> answers = runtime.files().readBeginnings(attempt.runId(), left.files());
        List<KeptResult> fit = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            String name = left.files().get(i);
            switch (answers.get(i)) {
                case FileAnswer.Part part -> {
                    try {
                        fit.add(result(left, name, value(part)));
                    } catch (UnfitResult unfit) {
                        failures.add(failure("its result " + name + " " + unfit.why(), unfit.remedy()));
                    }
                }
                case FileAnswer.NoFile _ -> failures.add(missing(name));
                case FileAnswer.Refused(String why, String remedy) ->
                    failures.add(failure("its result " + name + " " + why, remedy));
                case FileAnswer.NoWorkspace _ ->
                    failures.add(Failure.of(
                            Category.STORAGE,
                            "its run's workspace is gone, and " + name + " with it",
                            "see who removes folders from the volume, and submit the run again"));
            }
        }
        if (!failures.isEmpty()) {
            return new ResultsKept.None(joined(failures));
        }
        archive.results().keep(attempt.runId(), attempt.step(), fit);
        return new ResultsKept.All();
    }

    private static ResultValue value(FileAnswer.Part part) throws UnfitResult {
        if (part.file().size() > ResultValue.LARGEST) {
            throw ResultValue.tooLarge(part.file().size());
        }
        return ResultValue.of(part.bytes());
    }

    private static KeptResult result(Results left, String name, ResultValue value) {
        AttemptId attempt = left.attempt();
        return new KeptResult(
                attempt.runId(),
                attempt.step(),
                name,
                attempt.execution(),
                attempt.number(),
                left.pipeline(),
                left.pipelineVersion(),
                value);
    }

    private static Failure missing(String name) {
        return failure(
                "exited 0 without the result " + name,
                "have it write " + name + " into the workspace (FORGE_DATA), or remove it from results");
    }

    private static Failure failure(String message, String remedy) {
        return Failure.of(Category.CONFIGURATION, message, remedy);
    }

    private static Failure joined(List<Failure> failures) {
        Failure first = failures.getFirst();
        String all = failures.stream().map(Failure::message).distinct().collect(Collectors.joining("; "));
        return Failure.of(first.category(), all, first.remedy());
    }
}
