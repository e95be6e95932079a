package dev.forge.standalone.cli;

import dev.forge.standalone.client.Schedule;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.ScheduleText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends the pause of a schedule. */
@Command(
        name = "unpause",
        description = "Ends the pause of a schedule: its next time starts a run again.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge schedules unpause nightly", "  ./forge schedules unpause nightly \"mended\""})
final class SchedulesUnpauseCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private ScheduleIdParameter schedule = new ScheduleIdParameter();

    @Parameters(index = "1", arity = "0..1", paramLabel = "NOTE", description = "For whoever looks at it.")
    private Optional<String> note = Optional.empty();

    SchedulesUnpauseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        Schedule unpaused = starter.as(Schedule.class, starter.schedules().unpause(schedule.id(), note));
        shell.terminal().line("schedule " + schedule.id() + ": " + ScheduleText.outlook(unpaused));
        return ExitCode.OK;
    }
}
