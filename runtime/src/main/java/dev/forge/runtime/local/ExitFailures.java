package dev.forge.runtime.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.workflow.HistoryFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an exit code other than 0 says to a module's author. */
final class ExitFailures {
    /** POSIX shells: 126 found but not executable, 127 not found, 128 and a number for a signal. */
    private static final int NOT_EXECUTABLE = 126;

    private static final int NOT_FOUND = 127;
    private static final int SIGNALED = 128;

    /** The signals that have the same number on Linux and macOS. */
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"));

    private static final String READ = "see the last lines of its log";

    private ExitFailures() {}

    static Failure of(AttemptSpec spec, int code, String output) {
        Optional<Failure> reported = spec.task().kind() == StepKind.MODULE ? Optional.empty() : reported(output);
        return reported.orElseGet(() -> byCode(spec, code)).withExitCode(code);
    }

    private static Failure byCode(AttemptSpec spec, int code) {
        String command = String.join(" ", spec.command().stream().limit(1).toList());
        if (code == NOT_EXECUTABLE) {
            return exit(
                    "exited with 126: " + command + ", or what it calls, cannot be executed",
                    "chmod +x the file, or name its interpreter in command:");
        }
        if (code == NOT_FOUND) {
            return exit(
                    "exited with 127: " + command + ", or what it calls, was not found",
                    "install it on this machine, give its path in command:, or run the pipeline on Kubernetes");
        }
        return Optional.ofNullable(SIGNALS.get(code - SIGNALED))
                .map(signal -> signaled(signal, code))
                .orElseGet(() -> exit("exited with " + code, READ + "; exit codes are the module's own"));
    }

    private static Failure signaled(String signal, int code) {
        String remedy = signal.equals("SIGKILL")
                ? "look whether this machine ran out of memory; else somebody killed it"
                : READ + ": " + signal + " came from the program itself or from somebody else, not from Forge";
        return exit("was ended by " + signal + " (exit " + code + ")", remedy).withReason(signal);
    }

    private static Failure exit(String message, String remedy) {
        return Failure.of(Category.MODULE_EXIT, message, remedy);
    }

    /** What source and sink say themselves, as JSON: {@code category}, {@code message}, {@code fix}. */
    private static Optional<Failure> reported(String output) {
        try {
            JsonNode json = HistoryFormat.mapper().readTree(output);
            Optional<Category> category = List.of(Category.values()).stream()
                    .filter(each -> each.name().equals(json.path("category").asText()))
                    .findFirst();
            String message = json.path("message").asText();
            return category.filter(_ -> !message.isBlank())
                    .map(each -> Failure.of(each, message, json.path("fix").asText(READ)));
        } catch (JsonProcessingException _) {
            // Whatever it wrote, it is no report; the exit code speaks.
            return Optional.empty();
        }
    }
}
