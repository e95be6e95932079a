package dev.forge.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the program in this JVM, in a workspace of its own, and shows what a user would see of it. */
public final class Program {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** What is left to see after the program has ended. */
    public record Ended(int code, String out, String err, String output) {}

    public Program(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(workspace());
        environment.put("FORGE_DATA", workspace().toString());
        environment.put("FORGE_OUTPUT", folder.resolve("output").toString());
        System.setProperty("aws.accessKeyId", S3Server.USER);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET);
        System.setProperty("aws.region", "us-east-1");
    }

    public Program with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Program with(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    public Path workspace() {
        return folder.resolve("data");
    }

    public Path put(String name, String content) throws IOException {
        Path file = workspace().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    public Ended source(String from, String... more) throws IOException {
        return run("source", "--from", from, more);
    }

    public Ended sink(String to, String... more) throws IOException {
        return run("sink", "--to", to, more);
    }

    private Ended run(String side, String option, String uri, String... more) throws IOException {
        String[] args = new String[3 + more.length];
        args[0] = side;
        args[1] = option;
        args[2] = uri;
        System.arraycopy(more, 0, args, 3, more.length);
        return run(args);
    }

    public Ended run(String... args) throws IOException {
        Files.deleteIfExists(folder.resolve("output"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new TransferCommand(environment, print(out), print(err)).execute(args);
        Path output = folder.resolve("output");
        return new Ended(
                code,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8),
                Files.exists(output) ? Files.readString(output) : "");
    }

    private static PrintStream print(ByteArrayOutputStream into) {
        return new PrintStream(into, true, StandardCharsets.UTF_8);
    }

    /** All names in the workspace, without Forge's own mark of a source. */
    public List<String> names() throws IOException {
        return names(workspace()).stream()
                .filter(name -> !name.equals(".forge-source") && !name.equals(".forge-source/placed"))
                .toList();
    }

    /** All names below a folder, links not followed. */
    public static List<String> names(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            return paths.filter(path -> !path.equals(root))
                    .map(path ->
                            root.relativize(path) + (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "/" : ""))
                    .map(name -> name.equals(".forge-source/") ? ".forge-source" : name)
                    .sorted()
                    .toList();
        }
    }
}
