package dev.forge.standalone.cli;

import dev.forge.standalone.objects.InFolder;
import dev.forge.standalone.objects.ObjectPlace;
import dev.forge.standalone.objects.ObjectProblem;
import dev.forge.standalone.objects.ObjectStore;
import dev.forge.standalone.objects.ZipFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Gets files out of an object store. */
@Command(
        name = "download",
        description = "Downloads an object, or all objects under a prefix, with a progress bar.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge download s3://weather/out/weather-4qk2mzd.zip result.zip",
            "  ./forge download s3://weather/out/weather-4qk2mzd.zip ./result --unpack",
            "  ./forge download s3://photos/2026/ ./photos"
        })
final class DownloadCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private StoreOption store = new StoreOption();

    @Parameters(index = "0", paramLabel = "PLACE", description = "s3://bucket/key, or s3://bucket/prefix/.")
    private String place = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "A file, or a folder.")
    private Path path = Path.of(".");

    @Option(names = "--unpack", description = "Unpacks the zip into the folder PATH.")
    private boolean unpack;

    DownloadCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        ObjectPlace source = StoreOption.place(place);
        try (ObjectStore objects = store.open(shell)) {
            if (source.isPrefix()) {
                all(objects, source);
            } else if (unpack) {
                unpacked(objects, source);
            } else {
                one(objects, source, Files.isDirectory(path) ? path.resolve(source.name()) : path);
            }
        }
        return ExitCode.OK;
    }

    private void all(ObjectStore objects, ObjectPlace prefix) {
        List<S3Object> found = objects.list(prefix);
        if (found.isEmpty()) {
            throw new ObjectProblem("No object begins with " + prefix + ". Check the place.");
        }
        for (S3Object object : found) {
            String name = object.key().substring(prefix.key().length());
            Path target = InFolder.place(path, name)
                    .orElseThrow(() -> new ObjectProblem(
                            "The key " + object.key() + " leads out of " + path + ". Download it by itself."));
            if (!name.isEmpty() && !name.endsWith("/")) {
                one(objects, new ObjectPlace(prefix.bucket(), object.key()), target);
            }
        }
    }

    private void unpacked(ObjectStore objects, ObjectPlace source) throws IOException {
        Path zip = Files.createTempFile("forge-download", ".zip");
        try {
            one(objects, source, zip);
            ZipFolder.unzip(zip, path).forEach(name -> shell.terminal().line("  " + path.resolve(name)));
        } finally {
            Files.deleteIfExists(zip);
        }
    }

    private void one(ObjectStore objects, ObjectPlace source, Path target) {
        MovedBytes progress = new MovedBytes(shell.terminal(), source.toString(), objects.size(source));
        objects.get(source, target, progress);
        progress.end();
    }
}
