package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.Spelling;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a command says of arguments that it does not understand: what is wrong, how it is written, where the rest is told. */
final class Misuse implements IParameterExceptionHandler {
    private static final String SHOW = "show";
    private static final String USAGE = "Usage: ";

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(wrong instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched) : wrong.getMessage());
        err.print(USAGE + command.getHelp().synopsis(USAGE.length()));
        err.println(name(command) + " --help tells more.");
        return ExitCode.INVALID;
    }

    private static String unmatched(UnmatchedArgumentException unmatched) {
        CommandLine command = unmatched.getCommandLine();
        String first = unmatched.getUnmatched().getFirst();
        if (first.startsWith("-")) {
            return name(command) + " has no option " + first + "."
                    + near(first, command.getCommandSpec().optionsMap().keySet());
        }
        Map<String, CommandLine> commands = command.getSubcommands();
        return commands.isEmpty()
                ? name(command) + " takes no \"" + first + "\" there."
                : name(command) + " has no command " + first + "." + instead(command, unmatched.getUnmatched());
    }

    private static String instead(CommandLine command, List<String> unmatched) {
        Set<String> commands = command.getSubcommands().keySet();
        String near = near(unmatched.getFirst(), commands);
        if (!near.isEmpty()) {
            return near;
        }
        // Who names a watch behind "watch" wants to see it.
        return commands.contains(SHOW) && unmatched.size() == 1
                ? " Say " + name(command) + " " + SHOW + " " + unmatched.getFirst() + "."
                : " Its commands: " + String.join(", ", commands) + ".";
    }

    private static String near(String word, Set<String> known) {
        Optional<String> nearest = Spelling.nearest(word, known);
        return nearest.map(meant -> " Did you mean " + meant + "?").orElse("");
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }
}
