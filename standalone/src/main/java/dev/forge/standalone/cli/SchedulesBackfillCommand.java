package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.Schedule;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.ScheduleText;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the runs of times that have passed. */
@Command(
        name = "backfill",
        description = {
            "Starts a run for each time of a schedule in a range that has passed, both ends included.",
            "They run one after the other, unless --overlap says otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge schedules backfill nightly --from 2026-11-01T00:00:00Z --to 2026-11-08T00:00:00Z",
            "  ./forge schedules backfill nightly --from 2026-11-01T00:00:00+01:00 --to 2026-11-08T00:00:00+01:00"
                    + " --overlap allowAll"
        })
final class SchedulesBackfillCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private ScheduleIdParameter schedule = new ScheduleIdParameter();

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "The range's beginning.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "The range's end.")
    private String to = "";

    @Mixin
    private OverlapOption overlap = new OverlapOption();

    SchedulesBackfillCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        JsonNode answer = starter.schedules().backfill(schedule.id(), from, to, overlap.overlap());
        Schedule filled = starter.as(Schedule.class, answer);
        shell.terminal()
                .line("schedule " + schedule.id() + ": a run for each of "
                        + answer.path("times").size() + " times");
        answer.path("times")
                .forEach(time ->
                        shell.terminal().line("  " + ScheduleText.at(starter.as(Instant.class, time), filled)));
        return ExitCode.OK;
    }
}
