package dev.forge.standalone.view;

import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The end of a run that failed: cause, command, exit code, last lines, what to try. */
public final class FailureText {
    private FailureText() {}

    /**
     * The lines.
     *
     * @param commands by step: what it ran, where that is known here
     */
    public static List<String> lines(RunReport run, Map<String, String> commands, String source, Ink ink) {
        return run.failure()
                .map(failure -> lines(failure, commands, source, ink))
                .orElse(List.of());
    }

    private static List<String> lines(RunFailure run, Map<String, String> commands, String source, Ink ink) {
        List<String> lines = new ArrayList<>();
        String step = run.step().orElse("the run");
        lines.add(ink.bad("Cause:     ") + step + ": " + run.failure().message() + " ("
                + run.failure().category() + ")");
        run.problems().forEach(problem -> lines.add("           " + problem.in(source)));
        run.step().map(commands::get).ifPresent(command -> lines.add("Command:   " + command));
        run.failure().exitCode().ifPresent(code -> lines.add("Exit code: " + code));
        if (!run.failure().lastLines().isEmpty()) {
            lines.add("Last lines of its log:");
            run.failure().lastLines().forEach(line -> lines.add(ink.faint("  | ") + Columns.clean(line)));
        }
        lines.add(ink.strong("Try:       ") + run.failure().remedy());
        return lines;
    }
}
