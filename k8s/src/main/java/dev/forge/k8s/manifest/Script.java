package dev.forge.k8s.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The small shell programs of the containers that make, keep, show and remove workspaces. */
enum Script {
    PREPARE("prepare.sh"),
    RESUME("resume.sh"),
    RESTORE("restore.sh"),
    CLEAN("clean.sh"),
    LOOK("look.sh"),
    LIST("list.sh"),
    READ("read.sh");

    private final String file;
    private final String text;

    Script(String file) {
        this.file = file;
        this.text = read("storage.sh") + read(file);
    }

    /** The command of a container that runs it. */
    List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", text, file));
        command.addAll(List.of(args));
        return command;
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the program's own " + file, e);
        }
    }
}
