package dev.forge.standalone.cli;

import dev.forge.standalone.objects.ObjectPlace;
import dev.forge.standalone.objects.ObjectProblem;
import dev.forge.standalone.objects.ObjectStore;
import dev.forge.standalone.objects.ZipFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts files into an object store. */
@Command(
        name = "upload",
        description = {
            "Uploads a file or a folder, with a progress bar.",
            "A folder becomes a zip where the key ends in .zip, else one object a file under a prefix."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge upload examples/weather/input s3://weather/in/seattle.zip",
            "  ./forge upload ./photos s3://photos/2026/",
            "  ./forge upload data.csv s3://weather/in/ --s3 aws"
        })
final class UploadCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private StoreOption store = new StoreOption();

    @Parameters(index = "0", paramLabel = "PATH", description = "A file or a folder.")
    private Path path = Path.of(".");

    @Parameters(index = "1", paramLabel = "PLACE", description = "s3://bucket/key, or s3://bucket/prefix/.")
    private String place = "";

    UploadCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        ObjectPlace target = StoreOption.place(place);
        if (Files.notExists(path)) {
            throw new ObjectProblem("There is no " + path + ". Check the path.");
        }
        try (ObjectStore objects = store.open(shell)) {
            objects.prepare(target.bucket());
            if (!Files.isDirectory(path)) {
                one(objects, path, target.isPrefix() ? target.resolve(String.valueOf(path.getFileName())) : target);
            } else if (target.isPrefix()) {
                all(objects, target);
            } else {
                zipped(objects, target);
            }
        }
        return ExitCode.OK;
    }

    private void all(ObjectStore objects, ObjectPlace prefix) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(path)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            one(objects, file, prefix.resolve(path.relativize(file).toString()));
        }
    }

    private void zipped(ObjectStore objects, ObjectPlace target) throws IOException {
        if (!target.key().endsWith(".zip")) {
            throw new ObjectProblem(
                    path + " is a folder: end the place in .zip for a zip of it, or in / for its files.");
        }
        Path zip = Files.createTempFile("forge-upload", ".zip");
        try {
            ZipFolder.zip(path, zip);
            one(objects, zip, target);
        } finally {
            Files.deleteIfExists(zip);
        }
    }

    private void one(ObjectStore objects, Path file, ObjectPlace target) throws IOException {
        MovedBytes progress = new MovedBytes(shell.terminal(), target.toString(), Files.size(file));
        objects.put(file, target, progress);
        progress.end();
    }
}
