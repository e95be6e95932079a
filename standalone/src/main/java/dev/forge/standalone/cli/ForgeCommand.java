package dev.forge.standalone.cli;

import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The command line as a whole. */
@Command(
        name = "./forge",
        description = "Runs chains of containers over files, durably.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "First time here? ./forge demo shows everything at work; ./forge run examples/weather/pipeline.yaml",
            "--source examples/weather/input --sink ./out runs it over a folder of yours.",
            "Each command tells more with --help. What an engine keeps is in FORGE_HOME (default ~/.forge)."
        })
public final class ForgeCommand implements Runnable {
    private final PrintStream out;

    private ForgeCommand(PrintStream out) {
        this.out = out;
    }

    /** Runs one command and returns its exit code. */
    public static int execute(Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
        return commandLine(Shell.of(environment, out, err), out).execute(arguments);
    }

    static CommandLine commandLine(Shell shell, PrintStream out) {
        CommandLine line = new CommandLine(new ForgeCommand(out))
                .addSubcommand(DemoCommand.line(shell))
                .addSubcommand(new RunCommand(shell))
                .addSubcommand(new RunsCommand(shell))
                .addSubcommand(JobsCommand.line(shell))
                .addSubcommand(new ShowCommand(shell))
                .addSubcommand(new NotificationsCommand(shell))
                .addSubcommand(new LogsCommand(shell))
                .addSubcommand(new FilesCommand(shell))
                .addSubcommand(new CpCommand(shell))
                .addSubcommand(ResultsCommand.line(shell))
                .addSubcommand(new WaitCommand(shell))
                .addSubcommand(new CancelCommand(shell))
                .addSubcommand(new PauseCommand(shell))
                .addSubcommand(new ContinueCommand(shell))
                .addSubcommand(new ChangeCommand(shell))
                .addSubcommand(new RerunCommand(shell))
                .addSubcommand(new StatsCommand(shell))
                .addSubcommand(PipelinesCommand.line(shell))
                .addSubcommand(new EditCommand(shell))
                .addSubcommand(SchedulesCommand.line(shell))
                .addSubcommand(WatchCommand.line(shell))
                .addSubcommand(ArchiveCommand.line(shell))
                .addSubcommand(new InitCommand(shell))
                .addSubcommand(new ValidateCommand(shell))
                .addSubcommand(new UploadCommand(shell))
                .addSubcommand(new DownloadCommand(shell))
                .addSubcommand(new UpCommand(shell))
                .addSubcommand(new DownCommand(shell))
                .addSubcommand(new DoctorCommand(shell))
                .addSubcommand(new ImagesCommand(shell))
                .addSubcommand(SecretCommand.line(shell))
                .addSubcommand(new CommandLine(new TestCommand(shell)).setUnmatchedArgumentsAllowed(true))
                .addSubcommand(new TrainCommand(shell))
                .addSubcommand(new HelpCommand(shell));
        HelpOption.addTo(line.getCommandSpec());
        line.getSubcommands().values().forEach(command -> HelpOption.addTo(command.getCommandSpec()));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setOut(new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8));
        line.setErr(new java.io.PrintWriter(shell.err(), true, java.nio.charset.StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler(new Complaints(shell.err()));
        line.setParameterExceptionHandler(new Misuse());
        line.setUsageHelpAutoWidth(true);
        return line;
    }

    @Override
    public void run() {
        CommandLine.usage(this, out);
    }
}
