package dev.forge.standalone.cli;

import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.ControlText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Pauses a run. */
@Command(
        name = "pause",
        description = {
            "Pauses a run: no further attempt begins until ./forge continue.",
            "An attempt that runs goes on to its end; the run is PAUSED after that."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge pause @last", "  ./forge pause weather-4q \"the disk is being moved\""})
final class PauseCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private RunReferenceParameter run = new RunReferenceParameter();

    @Parameters(index = "1", arity = "0..1", paramLabel = "REASON", description = "Why, for whoever looks at it.")
    private Optional<String> reason = Optional.empty();

    PauseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        String id = run.resolve(starter);
        shell.terminal().line(ControlText.standing(id, starter.control().pause(id, reason)));
        return ExitCode.OK;
    }
}
