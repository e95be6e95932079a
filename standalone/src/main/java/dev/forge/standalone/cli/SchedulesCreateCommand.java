package dev.forge.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.DurationText;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.standalone.client.PipelineReference;
import dev.forge.standalone.client.Schedule;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.view.ScheduleText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a schedule. */
@Command(
        name = "create",
        description = {
            "Makes a schedule, which starts runs of a pipeline by time.",
            "The pipeline is a file as it is now, or one that is kept under a name, in the version that is the newest at each",
            "time. The same again changes nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge schedules create nightly weather --cron \"0 6 * * *\" --time-zone Europe/Berlin",
            "  ./forge schedules create often weather.yaml --every 15m --overlap bufferOne --parameter by=month",
            "  ./forge schedules create nightly weather@3 --cron @daily --replace",
            "  ./forge schedules create office weather --calendar \"hour=9-17 dayOfWeek=mon-fri\""
                    + " --except \"month=12 dayOfMonth=24-26 hour=*\""
        })
final class SchedulesCreateCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ScheduleIdParameter schedule = new ScheduleIdParameter();

    @Parameters(
            index = "1",
            paramLabel = "FILE|NAME",
            description = "The pipeline: a file, or the NAME or NAME@VERSION of one that is kept.")
    private String pipeline = "";

    @Mixin
    private TimesOptions times = new TimesOptions();

    @Mixin
    private OverlapOption overlap = new OverlapOption();

    @Option(names = "--note", paramLabel = "TEXT", description = "For whoever looks at it.")
    private Optional<String> note = Optional.empty();

    @Option(names = "--paused", description = "It starts no runs until it is unpaused.")
    private boolean paused;

    @Option(names = "--replace", description = "Takes the place of the schedule with this id, if there is one.")
    private boolean replace;

    @Mixin
    private RunOwnOptions own = new RunOwnOptions();

    @Mixin
    private ModulesOption modules = new ModulesOption();

    SchedulesCreateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return switch (GivenPipeline.of(pipeline)) {
            case GivenPipeline.InFile(Path path) -> {
                PipelineFile file = PipelineFile.read(path);
                AskedRun run = own.of(AskedRun.of(file));
                yield create(_ -> run, Optional.of(file));
            }
            case GivenPipeline.Kept(PipelineReference kept) ->
                create(starter -> own.of(AskedRun.of(kept, starter)), Optional.empty());
        };
    }

    private int create(Function<StarterClient, AskedRun> asked, Optional<PipelineFile> file) {
        StarterClient starter = shell.starter(server.uri());
        AskedRun run = asked.apply(starter);
        Optional<EngineState> engine = server.uri().isPresent() ? Optional.empty() : EngineState.alive(shell.home());
        if (engine.flatMap(EngineState::kubernetes).isPresent()) {
            CarriedFiles.refuse(run);
        }
        JsonNode made = replace
                ? starter.schedules().replace(fields(run))
                : starter.schedules().create(fields(run));
        if (server.uri().isEmpty()) {
            modules.add(shell, file);
        }
        tell(made, starter);
        engine.flatMap(EngineState::idleLimitSeconds).ifPresent(this::warn);
        return ExitCode.OK;
    }

    private ObjectNode fields(AskedRun run) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode().put("id", schedule.id());
        times.write(fields);
        overlap.overlap().ifPresent(policy -> fields.put("overlap", policy));
        note.ifPresent(text -> fields.put("note", text));
        if (paused) {
            fields.put("paused", true);
        }
        try {
            return fields.set("run", HistoryFormat.mapper().readTree(run.json()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the writer has written is JSON", e);
        }
    }

    private void tell(JsonNode made, StarterClient starter) {
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(made));
            return;
        }
        shell.terminal()
                .line("schedule " + schedule.id() + ": " + ScheduleText.outlook(starter.as(Schedule.class, made)));
    }

    private void warn(long seconds) {
        shell.err()
                .println("This engine ends when nobody has needed it for "
                        + DurationText.print(Duration.ofSeconds(seconds))
                        + ": a watch of a bucket does, a schedule does not. For one that stays: ./forge down, then"
                        + " ./forge up --detach.");
    }
}
