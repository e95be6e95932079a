package dev.forge.activities;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.KeptResult;
import dev.forge.archive.records.ResultValue;
import dev.forge.archive.records.UnfitResult;
import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Sighting;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.ResultsKept;
import dev.forge.contract.workflow.RunActivities.Results;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.RuntimeUnavailable;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Brings what a step has left as results into the archive: all of it, or nothing where one file is not what was promised. A
 * retry would find the same files, so that such a failure is not worth one.
 */
final class ResultKeeping {
    /**
     * How long files are asked for that the platform does not read: longer than an API server is exchanged, and short
     * enough that somebody hears of what does not heal by itself (a quota, an image that is not there).
     */
    static final Duration PATIENCE = Duration.ofHours(1);

    private final JobRuntime runtime;
    private final Archive archive;
    private final Clock clock;

    ResultKeeping(JobRuntime runtime, Archive archive, Clock clock) {
        this.runtime = runtime;
        this.archive = archive;
        this.clock = clock;
    }

    /**
     * Keeps them. An archive that is away is thrown, for as long as it is: the step waits for it.
     *
     * @param heartbeat remembers from try to try since when the files could not be read, and says whether this try still counts
     */
    ResultsKept keep(Results left, Heartbeat heartbeat) {
        Optional<Waiting> before = heartbeat.waitedBefore();
        before.map(Sighting::before).ifPresent(heartbeat::tellAtOnce);
        List<FileAnswer> answers;
        try {
            answers = heartbeat.during(
                    () -> runtime.files().readBeginnings(left.attempt().runId(), left.files()));
        } catch (RuntimeUnavailable away) {
            if (Thread.currentThread().isInterrupted()) {
                // This worker stops: that says nothing of the files.
                throw away;
            }
            Waiting waiting = waiting(away, before);
            if (clock.instant().isBefore(waiting.since().plus(PATIENCE))) {
                heartbeat.tellAtOnce(Sighting.before(waiting));
                throw away;
            }
            return new ResultsKept.None(givenUp(away));
        }
        return keep(left, answers, heartbeat);
    }

    private ResultsKept keep(Results left, List<FileAnswer> answers, Heartbeat heartbeat) {
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
        // The step after this one may have begun, if this try was stalled and another has taken its place; and nobody
        // wants
        // to hear what the files of a run lack that is to be canceled.
        heartbeat.confirm();
        if (!failures.isEmpty()) {
            return new ResultsKept.None(joined(failures));
        }
        if (!heartbeat.during(() -> archive.results().keep(heartbeat.askedThisTime(), fit))) {
            throw ApplicationFailure.newFailure(
                    "results of " + left.attempt().name() + " were to be kept later than others, or than its run's end",
                    "RESULTS_OVERTAKEN");
        }
        return new ResultsKept.All();
    }

    private Waiting waiting(RuntimeUnavailable away, Optional<Waiting> before) {
        return new Waiting(
                "its results cannot be read: " + away.getMessage(),
                before.map(Waiting::since).orElseGet(clock::instant),
                Optional.of(PATIENCE),
                Optional.of("see to what that names, unless it passes by itself"));
    }

    private static Failure givenUp(RuntimeUnavailable away) {
        return Failure.of(
                Category.INTERNAL,
                "exited 0, and its results could not be read for " + PATIENCE.toMinutes()
                        + " min, by no fault of its own; at last: \"" + away.getMessage() + "\"",
                "see to what that names, and continue the run from this step");
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
