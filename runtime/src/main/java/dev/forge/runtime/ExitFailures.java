package dev.forge.runtime;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import java.util.Map;
import java.util.Optional;

/**
 * What an exit code other than 0 says to a module's author, in the same words wherever a module runs.
 *
 * @param notFound what to try where the command was not found
 * @param killed what to try where somebody sent SIGKILL
 */
public record ExitFailures(String notFound, String killed) {
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

    /**
     * The failure that an exit code means.
     *
     * @param program the first word of the command, as far as it is known
     */
    public Failure of(String program, int code) {
        return byCode(program, code).withExitCode(code);
    }

    /** The signal that an exit code tells of, by its name. */
    public static Optional<String> signal(int code) {
        return Optional.ofNullable(SIGNALS.get(code - SIGNALED));
    }

    private Failure byCode(String program, int code) {
        if (code == NOT_EXECUTABLE) {
            return exit(
                    "exited with 126: " + program + ", or what it calls, cannot be executed",
                    "chmod +x the file, or name its interpreter in command:");
        }
        if (code == NOT_FOUND) {
            return exit("exited with 127: " + program + ", or what it calls, was not found", notFound);
        }
        return signal(code)
                .map(signal -> signaled(signal, code))
                .orElseGet(() -> exit("exited with " + code, READ + "; exit codes are the module's own"));
    }

    private Failure signaled(String signal, int code) {
        String remedy = signal.equals("SIGKILL")
                ? killed
                : READ + ": " + signal + " came from the program itself or from somebody else, not from Forge";
        return exit("was ended by " + signal + " (exit " + code + ")", remedy).withReason(signal);
    }

    private static Failure exit(String message, String remedy) {
        return Failure.of(Category.MODULE_EXIT, message, remedy);
    }
}
