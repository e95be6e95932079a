package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.WorkspaceFile;
import dev.forge.standalone.client.RunFiles;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.client.Unreachable;
import dev.forge.standalone.objects.InFolder;
import dev.forge.standalone.objects.ObjectProblem;
import dev.forge.standalone.objects.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies files out of workspaces. */
@Command(
        name = "cp",
        description = {
            "Copies files out of a run's workspace, while that is there.",
            "With a slash at the end of PATH, all whose paths begin so. Each file appears whole or not at all."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge cp @last:results/2026.csv .",
            "  ./forge cp @last:results/2026.csv seattle.csv --force",
            "  ./forge cp @last:results/ ./results"
        })
final class CpCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Parameters(
            index = "0",
            paramLabel = "RUN:PATH",
            description = "A run's id, the beginning of one, or @last; and a file of its workspace.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TARGET", description = "A file, or a folder such as \".\".")
    private Path target = Path.of(".");

    @Option(names = "--force", description = "Replaces files that are there.")
    private boolean force;

    CpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        FileReference file = FileReference.of(from, starter);
        RunFiles files = starter.files(file.run());
        if (file.isFolder()) {
            all(files, file.path());
        } else {
            one(files, file.path(), Files.isDirectory(target) ? target.resolve(file.name()) : target);
        }
        return ExitCode.OK;
    }

    private void all(RunFiles files, String prefix) {
        Optional<String> cursor = Optional.empty();
        do {
            JsonNode page = files.list(Optional.empty(), prefix, FilesQuery.LARGEST_PAGE, cursor);
            if (cursor.isEmpty() && page.path("files").isEmpty()) {
                throw new ObjectProblem("No file of the run begins with " + prefix + ". ./forge files lists them.");
            }
            for (WorkspaceFile file : files.listed(page)) {
                one(files, file.path(), below(file.path().substring(prefix.length())));
            }
            cursor = Optional.ofNullable(page.path("next").textValue());
        } while (cursor.isPresent());
    }

    private Path below(String name) {
        return InFolder.place(target, name)
                .orElseThrow(() ->
                        new ObjectProblem("The path " + name + " leads out of " + target + ". Copy it by itself."));
    }

    private void one(RunFiles files, String path, Path place) {
        if (Files.exists(place) && !force) {
            throw new ObjectProblem(place + " is there already. Name another place, or add --force to replace it.");
        }
        RunFiles.Opened file = files.open(path);
        MovedBytes progress = new MovedBytes(shell.terminal(), path, file.length());
        try (InputStream bytes = progress.watching(file.bytes())) {
            WholeFile.write(place, bytes);
        } catch (WholeFile.NotRead e) {
            throw new Unreachable(
                    path + " did not come whole: it was changed meanwhile, or the connection broke. Copy it again.", e);
        } catch (IOException e) {
            throw new ObjectProblem(place + " cannot be written: " + e.getMessage() + ". Mend that and try again.", e);
        }
        progress.end();
    }
}
