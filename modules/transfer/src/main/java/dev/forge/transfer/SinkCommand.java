package dev.forge.transfer;

import dev.forge.transfer.location.Location;
import dev.forge.transfer.sink.Sink;
import dev.forge.transfer.workspace.Selection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "sink",
        description = {"Takes files out of the workspace, as a zip or one by one.", ""},
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  transfer sink --to s3://weather/out/seattle.zip",
            "  transfer sink --to s3://weather/out/seattle/ --include '**/*.csv' --exclude 'tmp/'",
            "  transfer sink --to file:///home/me/result"
        })
final class SinkCommand implements Callable<Integer> {
    @ParentCommand
    private TransferCommand parent;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URI",
            description = "s3://bucket/key.zip, s3://bucket/prefix/, file:///file.zip or file:///folder")
    private String to;

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            description = {
                "take only what matches; * and ? stay in a folder, ** crosses folders, a folder's name takes all in it"
            })
    private List<String> include = List.of();

    @Option(names = "--exclude", paramLabel = "GLOB", description = "leave out what matches, even if it is included")
    private List<String> exclude = List.of();

    @Override
    public Integer call() {
        return parent.attempt()
                .run(
                        "sink",
                        (here, progress) -> new Sink(
                                        here.workspace(), Selection.of(include, exclude), here.store(), progress)
                                .send(Location.parse(to)));
    }
}
