package dev.forge.transfer;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's command line: exit code 0 is done, 1 is failed (with output), 2 is a mistake in the command. */
@Command(
        name = "transfer",
        description = {"Moves files between S3 or folders and a run's workspace.", ""},
        mixinStandardHelpOptions = true,
        version = "transfer 0.1.0",
        subcommands = {SourceCommand.class, SinkCommand.class, TrainCommand.class},
        footer = {
            "",
            "Environment:",
            "  FORGE_DATA                 the workspace; /data if not set",
            "  FORGE_OUTPUT               a file for the outcome, as JSON of at most 4 KiB",
            "  FORGE_BEGUN                a file without which the workspace is not the one that the run began",
            "  FORGE_UNPACK_MAX_ENTRIES   files and folders that a source may bring (1000000)",
            "  FORGE_UNPACK_MAX_BYTES     their bytes (1 TiB)",
            "  FORGE_UNPACK_MAX_RATIO     a zip's content per byte of it (200; not asked below 64 MiB)",
            "  FORGE_S3_PATH_STYLE        true or false; true by default where the endpoint is not AWS's",
            "  AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID, …: the AWS SDK's default chain"
        })
public final class TransferCommand implements Runnable {
    private static final int HELP_WIDTH = 110;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public TransferCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.err = err;
    }

    /** Runs the command and returns its exit code. */
    public int execute(String... args) {
        return new CommandLine(this)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setOut(writer(out))
                .setErr(writer(err))
                .execute(args);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say 'source' or 'sink'.");
    }

    Attempt attempt() {
        return new Attempt(environment, out, err);
    }
}
