package dev.forge.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes a schedule. */
@Command(
        name = "delete",
        description = "Deletes a schedule. Its runs stay, and those that are open go on.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge schedules delete nightly"})
final class SchedulesDeleteCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private ScheduleIdParameter schedule = new ScheduleIdParameter();

    SchedulesDeleteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.starter(server.uri()).schedules().delete(schedule.id());
        shell.terminal().line("schedule " + schedule.id() + ": deleted; its runs go on");
        return ExitCode.OK;
    }
}
