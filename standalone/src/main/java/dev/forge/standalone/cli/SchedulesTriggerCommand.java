package dev.forge.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts a run of a schedule. */
@Command(
        name = "trigger",
        description = {
            "Starts a run of a schedule now, also while it is paused.",
            "While another run of it is open, the schedule's own overlap holds, or the one that is named."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge schedules trigger nightly", "  ./forge schedules trigger nightly --overlap allowAll"})
final class SchedulesTriggerCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private ScheduleIdParameter schedule = new ScheduleIdParameter();

    @Mixin
    private OverlapOption overlap = new OverlapOption();

    SchedulesTriggerCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.starter(server.uri()).schedules().trigger(schedule.id(), overlap.overlap());
        shell.terminal()
                .line("schedule " + schedule.id() + ": triggered; ./forge schedules show " + schedule.id()
                        + " lists the run");
        return ExitCode.OK;
    }
}
