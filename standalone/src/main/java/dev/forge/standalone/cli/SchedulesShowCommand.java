package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.Schedule;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.ScheduleText;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows a schedule. */
@Command(
        name = "show",
        description = "Shows a schedule: when it starts runs, its next ten times and its last ten runs.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge schedules show nightly",
            "  ./forge schedules show nightly -o json | jq -r '.next[0], .recent[0].state'"
        })
final class SchedulesShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ScheduleIdParameter schedule = new ScheduleIdParameter();

    SchedulesShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        JsonNode found = starter.schedules().show(schedule.id());
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
        } else {
            shell.terminal()
                    .lines(ScheduleText.lines(
                            starter.as(Schedule.class, found),
                            Instant.now(),
                            shell.terminal().ink()));
        }
        return ExitCode.OK;
    }
}
