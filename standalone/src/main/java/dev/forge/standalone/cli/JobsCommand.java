package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.RunsFilter;
import dev.forge.standalone.client.StarterClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(
        name = "jobs",
        description = {
            "Lists the jobs, which are runs of a single container, or does COMMAND with one of them.",
            "Whatever a command does with a run it does with a job: logs, wait, cancel, pause, rerun. ./forge stats counts",
            "how they ended."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge jobs",
            "  ./forge jobs --status FAILED --name thumbnails",
            "  ./forge jobs submit --name thumbnails --image thumbnails:1",
            "  ./forge jobs show job.thumbnails-4q",
            "  ./forge jobs -o json | jq -r '.jobs[].id'"
        })
final class JobsCommand implements Callable<Integer> {
    private static final String NONE = "No jobs. Start one with ./forge jobs submit.";

    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--status",
            paramLabel = "STATE",
            split = ",",
            description = "In this state (RUNNING, FAILED, …); several with commas.")
    private List<String> status = new ArrayList<>();

    @Option(names = "--name", paramLabel = "NAME", description = "Of this name.")
    private Optional<String> name = Optional.empty();

    @Mixin
    private PageOption page = new PageOption();

    private JobsCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine line(Shell shell) {
        CommandLine line = new CommandLine(new JobsCommand(shell))
                .addSubcommand(new JobsSubmitCommand(shell))
                .addSubcommand(new JobsShowCommand(shell));
        line.getSubcommands().values().forEach(command -> HelpOption.addTo(command.getCommandSpec()));
        return line;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        RunsFilter filter = RunsFilter.ALL.with("status", status).with("name", name);
        JsonNode found = starter.jobs().list(page.limit(), filter, page.cursor());
        return RunsCommand.list(found, starter, NONE, output, page, "./forge jobs", shell);
    }
}
