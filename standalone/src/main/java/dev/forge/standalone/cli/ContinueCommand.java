package dev.forge.standalone.cli;

import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.ControlText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has a run go on. */
@Command(
        name = "continue",
        description = {
            "Has a run go on that is PAUSED or HELD, or has ended.",
            "A held one (onFailure: hold) goes on with the step that was given up, one that has ended with the first that has",
            "not succeeded, with all its retries anew, over the workspace as it is."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge continue @last", "  ./forge continue weather-4q --from source"})
final class ContinueCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private RunReferenceParameter run = new RunReferenceParameter();

    @Option(
            names = "--from",
            paramLabel = "STEP",
            description = "An earlier step to go on from; all steps after it run again.")
    private Optional<String> from = Optional.empty();

    ContinueCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        String id = run.resolve(starter);
        shell.terminal().line(ControlText.standing(id, starter.control().goOn(id, from)));
        return ExitCode.OK;
    }
}
