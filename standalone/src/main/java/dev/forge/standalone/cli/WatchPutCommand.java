package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.WatchParser;
import dev.forge.contract.pipeline.WatchSpec;
import dev.forge.contract.pipeline.WatchWriter;
import dev.forge.standalone.client.Watches;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a watch, or changes it. */
@Command(
        name = "put",
        description = {
            "Makes the watch that a file says, YAML or JSON, or changes the one of that name.",
            "Its pipeline must be kept already: ./forge pipelines put FILE.",
            "Mistakes are shown all at once, as file:line:column, before anything is sent."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge watch put stations.yaml",
            "  ./forge watch put stations.yaml --if-version 3     only if nobody has changed it meanwhile",
            "",
            "A file:",
            "  name: stations",
            "  bucket: weather",
            "  prefix: in/",
            "  pattern: \"*.csv\"",
            "  pipeline: weather",
            "  existing: process           # what is there already as well; else skip",
            "  interval: 10s",
            "",
            "Exit codes: 0 kept, 2 mistakes in the file, 3 no engine, 5 refused."
        })
final class WatchPutCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "The watch, YAML or JSON.")
    private Path file = Path.of("watch.yaml");

    @Option(names = "--if-version", paramLabel = "N", description = "Only if this is its version.")
    private Optional<Integer> ifVersion = Optional.empty();

    WatchPutCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        WatchSpec watch = read();
        Watches.Put put = shell.starter(server.uri())
                .watches()
                .put(watch.name(), WatchWriter.tree(watch).toString(), ifVersion);
        shell.terminal()
                .line(
                        output.json()
                                ? OutputOption.pretty(put.watch())
                                : "watch " + watch.name() + ": " + (put.made() ? "made" : "kept") + ", version "
                                        + put.watch().path("version").asInt());
        return ExitCode.OK;
    }

    private WatchSpec read() {
        return switch (WatchParser.parse(PipelineFile.text(file, "a watch"))) {
            case Asked.Valid(WatchSpec watch) -> watch;
            case Asked.Invalid<WatchSpec>(List<Problem> problems) -> throw new InvalidFile(file.toString(), problems);
        };
    }
}
