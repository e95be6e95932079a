package dev.forge.transfer;

import dev.forge.transfer.workspace.Removal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * A short life of the program, from which the JVM learns what to keep in its start-up cache (AOT cache): a sink and a
 * source against a small server of its own.
 */
@Command(name = "train", hidden = true, description = "Exercises the program so that the JVM can record its start.")
final class TrainCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("forge-train-");
        try (TrainingStore store = TrainingStore.start()) {
            Path workspace = Files.createDirectory(folder.resolve("data"));
            Files.writeString(workspace.resolve("a.txt"), "a".repeat(100_000));
            Files.writeString(workspace.resolve("b.txt"), "b");
            int sink = run(workspace, store.endpoint(), "sink", "--to", "s3://train/a.zip");
            Path other = Files.createDirectory(folder.resolve("other"));
            return sink + run(other, store.endpoint(), "source", "--from", "s3://train/a.zip");
        } finally {
            Removal.of(folder);
        }
    }

    private static int run(Path workspace, URI endpoint, String... args) {
        Map<String, String> environment = new HashMap<>();
        environment.put("FORGE_DATA", workspace.toString());
        environment.put("FORGE_OUTPUT", workspace.resolveSibling("output").toString());
        environment.put("AWS_ENDPOINT_URL_S3", endpoint.toString());
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setProperty("aws.accessKeyId", "train");
        System.setProperty("aws.secretAccessKey", "train");
        return new TransferCommand(environment, silent, System.err).execute(args);
    }
}
