package dev.forge.standalone.cli;

import dev.forge.standalone.client.StarterClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Does a run once more and watches it. */
@Command(
        name = "rerun",
        description = {
            "Does once more what a run was asked to do, as a new run.",
            "It has the same pipeline in the same version, source, sink, parameters and labels. Shows its progress until it",
            "has ended, as ./forge run does."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge rerun @last",
            "  ./forge rerun weather-4q --detach              prints the new run's id and returns",
            "",
            "Exit codes: 0 succeeded, 1 failed, 3 no engine, 4 canceled, 5 no such run, 130 detached (Ctrl-C)."
        })
final class RerunCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private RunReferenceParameter run = new RunReferenceParameter();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "An idempotency key: the same key again is the same rerun.")
    private Optional<String> key = Optional.empty();

    @Option(names = "--detach", description = "Prints the new run's id and returns.")
    private boolean detach;

    RerunCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        StarterClient starter = shell.starter(server.uri());
        String first = run.resolve(starter);
        String id = starter.control().rerun(first, key);
        if (detach) {
            shell.terminal().line(id);
            return ExitCode.OK;
        }
        return new RunWatch(shell, starter, server.uri().isEmpty()).untilEnd(id, Map.of(), first);
    }
}
