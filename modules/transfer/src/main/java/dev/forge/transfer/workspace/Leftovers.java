package dev.forge.transfer.workspace;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a sink that was killed left lying in a folder. */
public final class Leftovers {
    private Leftovers() {}

    public static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".forge-sink-*")) {
            for (Path path : left) {
                Removal.of(path);
            }
        }
    }
}
