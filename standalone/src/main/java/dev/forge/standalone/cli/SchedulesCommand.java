package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.Schedule;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.ScheduleText;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists schedules. */
@Command(
        name = "schedules",
        description = {
            "Lists the schedules, which start runs by time, or does COMMAND with one of them.",
            "They lie in Temporal: on this machine their runs begin while an engine is up."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge schedules",
            "  ./forge schedules create nightly weather --cron \"0 6 * * *\" --time-zone Europe/Berlin",
            "  ./forge schedules show nightly",
            "  ./forge schedules pause nightly \"the station is being mended\"",
            "  ./forge schedules -o json | jq -r '.schedules[].id'"
        })
final class SchedulesCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private PageOption page = new PageOption();

    private SchedulesCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine line(Shell shell) {
        CommandLine line = new CommandLine(new SchedulesCommand(shell))
                .addSubcommand(new SchedulesCreateCommand(shell))
                .addSubcommand(new SchedulesShowCommand(shell))
                .addSubcommand(new SchedulesPauseCommand(shell))
                .addSubcommand(new SchedulesUnpauseCommand(shell))
                .addSubcommand(new SchedulesTriggerCommand(shell))
                .addSubcommand(new SchedulesBackfillCommand(shell))
                .addSubcommand(new SchedulesDeleteCommand(shell));
        line.getSubcommands().values().forEach(command -> HelpOption.addTo(command.getCommandSpec()));
        return line;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        JsonNode found = starter.schedules().list(page.limit(), page.cursor());
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
            return ExitCode.OK;
        }
        shell.terminal()
                .lines(ScheduleText.table(
                        Schedule.listed(found, starter), shell.terminal().ink()));
        page.tellNext(found, "./forge schedules", shell);
        return ExitCode.OK;
    }
}
