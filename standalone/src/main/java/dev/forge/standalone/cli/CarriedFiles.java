package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.SinkSpec;
import dev.forge.contract.pipeline.SourceSpec;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.engine.OnKubernetes;
import dev.forge.standalone.engine.S3Credentials;
import dev.forge.standalone.objects.ObjectPlace;
import dev.forge.standalone.objects.ObjectProblem;
import dev.forge.standalone.objects.ObjectStore;
import dev.forge.standalone.objects.ZipFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of this machine for a run whose steps are elsewhere: carried to the engine's own S3 before it, and from there
 * after it.
 */
final class CarriedFiles {
    static final String BUCKET = "forge-files";
    private static final String FILE = "file://";
    private static final int DIGEST = 16;

    private final Shell shell;
    private final EngineState engine;

    /** For an engine whose steps run in a cluster. */
    CarriedFiles(Shell shell, EngineState engine) {
        this.shell = shell;
        this.engine = engine;
    }

    /** Refuses places of this machine for runs that begin by themselves, when nobody carries files. */
    static void refuse(AskedRun run) {
        PipelineSpec spec = run.prepared();
        Stream.concat(spec.source().map(SourceSpec::from).stream(), spec.sink().map(SinkSpec::to).stream())
                .filter(CarriedFiles::isHere)
                .findFirst()
                .ifPresent(place -> {
                    throw new ObjectProblem("The steps run in a cluster, where " + place + " is not, and nobody carries"
                            + " the files of runs that begin by themselves. Name an s3:// place.");
                });
    }

    /** The same run without places of this machine; what its source names is uploaded. */
    AskedRun carried(AskedRun run, boolean detach) throws IOException {
        PipelineSpec spec = run.prepared();
        Optional<SourceSpec> source = spec.source().filter(from -> isHere(from.from()));
        Optional<SinkSpec> sink = spec.sink().filter(to -> isHere(to.to()));
        sink.ifPresent(to -> requireFetched(to, detach));
        return run.at(
                source.isPresent() ? Optional.of(uploaded(source.get())) : Optional.empty(),
                sink.map(CarriedFiles::fetchedLater));
    }

    private void requireFetched(SinkSpec sink, boolean detach) {
        requireOwnS3("its sink " + sink.to());
        if (detach) {
            throw new ObjectProblem("The sink " + sink.to() + " is on this machine, and with --detach nobody"
                    + " would fetch it from the cluster. Name an s3:// place, or leave out --detach.");
        }
    }

    private static SinkSpec fetchedLater(SinkSpec sink) {
        return new SinkSpec(new ObjectPlace(BUCKET, "out/${run.id}.zip").toString(), sink.include(), sink.exclude());
    }

    /** Fetches the result of a run that succeeded to where its sink is. */
    void fetch(AskedRun asked, String run) {
        asked.prepared().sink().map(SinkSpec::to).filter(CarriedFiles::isHere).ifPresent(place -> {
            try {
                fetch(new ObjectPlace(BUCKET, "out/" + run + ".zip"), path(place));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The result cannot be put to " + path(place) + ". It is in s3://" + BUCKET + "/out/" + run
                                + ".zip; ./forge download fetches it.",
                        e);
            }
        });
    }

    private void fetch(ObjectPlace result, Path target) throws IOException {
        Path zip = Files.createTempFile("forge-result", ".zip");
        try (ObjectStore store = store()) {
            MovedBytes progress = new MovedBytes(shell.terminal(), "Downloading " + result, store.size(result));
            store.get(result, zip, progress);
            progress.end();
            put(zip, target);
        } finally {
            Files.deleteIfExists(zip);
        }
        shell.terminal().line("The result is in " + target + ".");
    }

    private static void put(Path zip, Path target) throws IOException {
        if (target.toString().endsWith(".zip")) {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.copy(zip, target, StandardCopyOption.REPLACE_EXISTING);
        } else {
            ZipFolder.unzip(zip, target);
        }
    }

    private SourceSpec uploaded(SourceSpec source) throws IOException {
        requireOwnS3("its source " + source.from());
        Path path = path(source.from());
        if (Files.notExists(path)) {
            throw new ObjectProblem("There is no " + path + ". Check the path of the source.");
        }
        if (!Files.isDirectory(path)) {
            String name = String.valueOf(path.getFileName());
            return new SourceSpec(upload(path, "/" + name), source.unpack());
        }
        Path zip = Files.createTempFile("forge-source", ".zip");
        try {
            ZipFolder.zip(path, zip);
            return SourceSpec.from(upload(zip, ".zip"));
        } finally {
            Files.deleteIfExists(zip);
        }
    }

    /** Under a name made of the content, so that the same files again are the same pipeline, and one object. */
    private String upload(Path file, String end) throws IOException {
        ObjectPlace place = new ObjectPlace(BUCKET, "in/" + digest(file) + end);
        try (ObjectStore store = store()) {
            store.prepare(BUCKET);
            MovedBytes progress = new MovedBytes(shell.terminal(), "Uploading " + place, Files.size(file));
            store.put(file, place, progress);
            progress.end();
        }
        return place.toString();
    }

    private static String digest(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest()).substring(0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void requireOwnS3(String what) {
        if (engine.kubernetes().flatMap(OnKubernetes::podsS3).isEmpty()) {
            throw new ObjectProblem(
                    "The steps run in a cluster, where " + what + " is not, and this engine's Source and"
                            + " Sink use your AWS account. Name an s3:// place there; ./forge upload --s3 aws brings files to it.");
        }
    }

    private ObjectStore store() {
        S3Credentials key = S3Credentials.of(shell.home());
        return ObjectStore.embedded(engine.s3(), key.accessKey(), key.secretKey());
    }

    private static boolean isHere(String place) {
        return place.startsWith(FILE);
    }

    private static Path path(String place) {
        return Path.of(place.substring(FILE.length()));
    }
}
