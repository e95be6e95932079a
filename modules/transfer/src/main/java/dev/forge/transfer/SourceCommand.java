package dev.forge.transfer;

import dev.forge.transfer.location.Location;
import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Quoted;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.s3.Version;
import dev.forge.transfer.source.Source;
import dev.forge.transfer.source.UnpackMode;
import dev.forge.transfer.workspace.RelativeName;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "source",
        description = {"Brings files into the workspace: all of them or none.", ""},
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  transfer source --from s3://weather/in/seattle.zip",
            "  transfer source --from s3://weather/in/",
            "  transfer source --from s3://recipes/newest/anneal.json --into original",
            "  transfer source --from s3://weather/in/seattle.zip --etag 5d41402abc4b2a76b9719d911017c592",
            "  transfer source --from file:///home/me/input --unpack none"
        })
final class SourceCommand implements Callable<Integer> {
    @ParentCommand
    private TransferCommand parent;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URI",
            description = {
                "s3://bucket/key.zip, s3://bucket/key, s3://bucket/prefix/,",
                "file:///folder, file:///file or file:///file.zip"
            })
    private String from;

    @Option(
            names = "--etag",
            paramLabel = "ETAG",
            description = {
                "the version that a single object must be of when it is read, with or without the quotes of S3;",
                "if another one has taken its place, the source fails as SOURCE_MISSING"
            })
    private Optional<String> etag = Optional.empty();

    @Option(
            names = "--unpack",
            paramLabel = "auto|none",
            defaultValue = "auto",
            description = {
                "auto: a zip is unpacked, by its name or, where the name has no ending, by its first bytes;",
                "none: it is kept as it is"
            })
    private UnpackMode unpack;

    @Option(
            names = "--into",
            paramLabel = "FOLDER",
            description = {
                "a folder of the workspace that gets the files, and is made if it is not there; its top if left out.",
                "What other sources have brought stays."
            })
    private Optional<String> into = Optional.empty();

    @Override
    public Integer call() {
        return parent.attempt()
                .run(
                        "source",
                        (here, progress) -> new Source(
                                        here.workspace(),
                                        into.map(SourceCommand::folder),
                                        etag.map(Version::of).orElse(Version.ANY),
                                        unpack,
                                        here.limits(),
                                        here.store(),
                                        progress)
                                .bring(Location.parse(from)));
    }

    private static RelativeName folder(String name) {
        RelativeName.reasonAgainst(name).ifPresent(reason -> {
            throw new TransferFailure(
                    Category.CONFIGURATION,
                    "The folder " + Quoted.name(name) + " " + reason + ".",
                    "Name a folder of the workspace by --into, such as original.");
        });
        return new RelativeName(name);
    }
}
