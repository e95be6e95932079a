package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.run.RunState;
import dev.forge.standalone.client.Rebuild;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.client.Unreachable;
import dev.forge.standalone.view.RebuildText;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills the archive again. */
@Command(
        name = "rebuild",
        description = {
            "Fills the archive's rows of runs again from what Temporal still holds.",
            "That is for when its database was lost or emptied, or put back from an old backup. What it has of the same or a",
            "later end of a run stays as it is, so it does no harm to an archive that is whole. Where a rebuild goes on",
            "already, this shows that one.",
            "Without --wait it says how far it has come by now. Ctrl-C ends the waiting, not the rebuild."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge archive rebuild --wait",
            "  ./forge archive rebuild --wait -o json | jq '.firstSkipped[]'",
            "",
            "Exit codes: 0 done, also where some could not be read (they are listed), 1 it failed, 3 no engine or no",
            "archive answers, 4 canceled."
        })
final class ArchiveRebuildCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--wait", description = "Shows its progress until it has ended.")
    private boolean wait;

    ArchiveRebuildCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        StarterClient starter = shell.starter(server.uri());
        starter.beginRebuild();
        JsonNode last = wait ? ended(starter) : told(starter);
        Rebuild rebuild = starter.as(Rebuild.class, last);
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(last));
        } else {
            shell.terminal().lines(RebuildText.lines(rebuild, Instant.now()));
        }
        return code(rebuild.state());
    }

    private JsonNode ended(StarterClient starter) throws InterruptedException {
        if (output.json()) {
            return ended(starter, _ -> {});
        }
        try (WorkShown shown = new WorkShown(shell.terminal(), "fills the archive again", "The rebuild has ended")) {
            JsonNode last = ended(starter, rebuild -> shown.says(RebuildText.progress(rebuild)));
            shown.done();
            return last;
        }
    }

    private static JsonNode ended(StarterClient starter, Consumer<Rebuild> show) throws InterruptedException {
        while (true) {
            JsonNode now = told(starter);
            Rebuild rebuild = starter.as(Rebuild.class, now);
            if (rebuild.state().ended()) {
                return now;
            }
            show.accept(rebuild);
            Thread.sleep(LOOK);
        }
    }

    /** What it is asked about is a worker's to say, which may be busy, or come back in a moment. */
    private static JsonNode told(StarterClient starter) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return starter.rebuild();
            } catch (Unreachable e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(LOOK);
            }
        }
    }

    private static int code(RunState state) {
        return switch (state) {
            case FAILED -> ExitCode.RUN_FAILED;
            case CANCELED -> ExitCode.RUN_CANCELED;
            case SUCCEEDED, QUEUED, RUNNING, PAUSED, HELD, CANCELING -> ExitCode.OK;
        };
    }
}
