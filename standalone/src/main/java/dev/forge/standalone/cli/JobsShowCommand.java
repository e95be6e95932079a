package dev.forge.standalone.cli;

import dev.forge.standalone.client.StarterClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one job. */
@Command(
        name = "show",
        description = "Shows a job: its attempts, times, and why it failed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge jobs show job.thumbnails-4q        the beginning of an id will do",
            "  ./forge jobs show job.thumbnails-4q -o json | jq -r .state"
        })
final class JobsShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private RunReferenceParameter job = new RunReferenceParameter();

    JobsShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        return ShowCommand.show(starter.jobs().show(job.resolve(starter)), starter, output, shell);
    }
}
