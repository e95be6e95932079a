package dev.forge.starter.files;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.StepKind;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.run.FoundRun;

/** Why there are no files, or not that one. */
final class FileRefusals {
    private FileRefusals() {}

    static Refusal path(String path, String fault) {
        return Refusal.of(
                ProblemCode.FILE_PATH_INVALID,
                "The path \"" + path + "\" " + fault + ": name a file as the list of the run's files does.");
    }

    static Refusal cursor() {
        return Refusal.of(
                ProblemCode.QUERY_PARAMETER_INVALID,
                "The cursor is none of this list: give next of the page before, with the same prefix, or leave it out.");
    }

    static Refusal noFile(FoundRun run, String path) {
        return Refusal.of(
                ProblemCode.FILE_NOT_FOUND,
                "The workspace of run " + run.report().id() + " has no file " + path + ": GET /runs/"
                        + run.report().id() + "/files lists those that it has.");
    }

    static Refusal refused(FoundRun run, String path, FileAnswer.Refused why) {
        return Refusal.of(
                ProblemCode.FILE_REFUSED,
                path + " of run " + run.report().id() + " " + why.why() + ": " + why.remedy() + ".");
    }

    static Refusal unavailable(RuntimeUnavailable e) {
        return Refusal.of(ProblemCode.FILES_UNAVAILABLE, e.getMessage() + ": send the same call again later.");
    }

    static Refusal noWorkspace(FoundRun run) {
        return Refusal.of(ProblemCode.WORKSPACE_NOT_FOUND, "Run " + run.report().id() + " " + why(run.report()) + ".");
    }

    private static String why(RunReport run) {
        if (run.steps().stream().allMatch(step -> step.attempts().isEmpty())) {
            return "has no workspace: its first step makes it, and "
                    + (run.state().ended() ? "never" : "has not") + " started"
                    + (run.state().ended() ? "" : " yet");
        }
        if (!run.state().ended()) {
            return "is " + run.state() + ", and its workspace is not there: its first step is about to make it, or"
                    + " somebody has removed it";
        }
        String end = "has no workspace any more: it ended " + run.state()
                + run.endedAt().map(at -> " at " + at).orElse("");
        return isRemovedAtOnce(run)
                ? end + ", and what succeeds with a sink has its workspace removed at once; what the sink has stored is"
                        + " there"
                : end + ", and the time for which workspaces are kept is over (FORGE_KEEP_WORKSPACE of the worker)";
    }

    private static boolean isRemovedAtOnce(RunReport run) {
        return run.state() == RunState.SUCCEEDED && run.steps().stream().anyMatch(step -> step.kind() == StepKind.SINK);
    }
}
