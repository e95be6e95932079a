package dev.forge.standalone.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Pauses a schedule. */
@Command(
        name = "pause",
        description = "Pauses a schedule: its times start no runs until it is unpaused. Runs that are open go on.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge schedules pause nightly",
            "  ./forge schedules pause nightly \"the station is being mended\""
        })
final class SchedulesPauseCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private ScheduleIdParameter schedule = new ScheduleIdParameter();

    @Parameters(index = "1", arity = "0..1", paramLabel = "NOTE", description = "Why, for whoever looks at it.")
    private Optional<String> note = Optional.empty();

    SchedulesPauseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.starter(server.uri()).schedules().pause(schedule.id(), note);
        shell.terminal().line("schedule " + schedule.id() + ": paused");
        return ExitCode.OK;
    }
}
