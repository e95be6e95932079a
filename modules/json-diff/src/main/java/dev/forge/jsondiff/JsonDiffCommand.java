package dev.forge.jsondiff;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program's command line. */
@Command(
        name = "json-diff",
        description = {"Writes down what a JSON file says otherwise than its original.", ""},
        mixinStandardHelpOptions = true,
        version = "json-diff 0.1.0",
        exitCodeOnInvalidInput = ExitCode.SETTING,
        footer = {
            "",
            "A PATH is a JSON Pointer in which * stands for any one name or number: /steps/*/temperature; the empty",
            "one is the whole file: --key =id.",
            "",
            "Exit codes: 0 compared, with differences or without; 3 differences, with --fail-on-difference;",
            "64 a mistake in the command; 65 a file is not JSON, or elements cannot be told apart; 66 there is no",
            "such file; 74 the disk. No retry mends 64 to 66.",
            "",
            "Examples:",
            "  json-diff --original original/anneal.json --changed anneal.json --out differences.json",
            "  json-diff --original a.json --changed b.json --key /steps=id --ignore /meta/exportedAt",
            "            --tolerance 0.001 --tolerance '/steps/*/temperature=0.5'"
        })
final class JsonDiffCommand implements Callable<Integer> {
    private static final int HELP_WIDTH = 110;
    private static final int LINES = 50;

    private final Optional<Path> output;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--original", required = true, paramLabel = "FILE", description = "what the file should say")
    private Path original;

    @Option(names = "--changed", required = true, paramLabel = "FILE", description = "the file that is looked at")
    private Path changed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "differences.json",
            description = "where the differences are written, ${DEFAULT-VALUE} by default")
    private Path out;

    @Option(
            names = "--tolerance",
            paramLabel = "[PATH=]NUMBER",
            description = {
                "by how much numbers may differ: everywhere, or at PATH; again for each further one,",
                "of which the last that fits counts; nothing by default"
            })
    private List<String> tolerances = List.of();

    @Option(
            names = "--ignore",
            paramLabel = "PATH",
            description = "not looked at, with all below it; again for each further one")
    private List<String> ignored = List.of();

    @Option(
            names = "--key",
            paramLabel = "PATH=FIELD",
            description = {
                "the elements of the list at PATH are told apart by FIELD, and their order means nothing;",
                "again for each further list; lists without one are compared in their order"
            })
    private List<String> keys = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = {
                "how many differences are written at most, within 1 MiB; all are counted;",
                "${DEFAULT-VALUE} by default"
            })
    private int limit;

    @Option(names = "--fail-on-difference", description = "ends with 3 where there is a difference")
    private boolean fail;

    private JsonDiffCommand(Map<String, String> environment) {
        this.output = Optional.ofNullable(environment.get("FORGE_OUTPUT"))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new JsonDiffCommand(environment))
                .setUsageHelpWidth(HELP_WIDTH)
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(JsonDiffCommand::failed);
    }

    private static int failed(Exception why, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (why instanceof Fault fault) {
            command.getErr().println("json-diff: " + fault.sentence());
            return fault.exitCode();
        }
        why.printStackTrace(command.getErr());
        return ExitCode.INTERNAL;
    }

    @Override
    public Integer call() {
        if (limit < 0) {
            throw Fault.setting("--limit " + limit + " is below zero: write how many differences to keep.");
        }
        Rules rules = Rules.parse(tolerances, ignored, keys);
        JsonFile before = JsonFile.read(original);
        JsonFile after = JsonFile.read(changed);
        Report report = new Report(before.name(), after.name(), Comparison.between(before, after, rules));
        NewFile.write(out, report.json(limit));
        output.ifPresent(file -> tell(file, report));
        print(spec.commandLine().getOut(), report);
        return fail && report.deviates() ? ExitCode.DIFFERENT : ExitCode.DONE;
    }

    // Written in place: on Kubernetes it is a file that kubelet mounted.
    private static void tell(Path file, Report report) {
        try {
            Files.write(file, report.summary().toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Fault.disk("FORGE_OUTPUT=" + file + " cannot be written: " + e + ".");
        }
    }

    private static void print(PrintWriter log, Report report) {
        List<Difference> differences = report.differences();
        differences.stream().limit(LINES).map(DifferenceLine::of).forEach(log::println);
        if (differences.size() > LINES) {
            log.println("… and " + (differences.size() - LINES) + " more");
        }
        log.println(
                report.deviates()
                        ? report.changed() + " deviates from " + report.original() + " in " + differences.size()
                                + (differences.size() == 1 ? " place" : " places")
                        : report.changed() + " is as " + report.original() + " says");
        log.flush();
    }
}
