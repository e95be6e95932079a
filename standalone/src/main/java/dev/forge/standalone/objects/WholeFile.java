package dev.forge.standalone.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file beside its place first, so that half of one is never seen. */
final class WholeFile {
    private WholeFile() {}

    static void write(Path file, InputStream content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is no file's name");
        }
        Files.createDirectories(folder);
        Path beside = Files.createTempFile(folder, ".forge-", ".part");
        try {
            Files.copy(content, beside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
