package dev.forge.jsondiff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file whole or not at all. */
final class NewFile {
    private NewFile() {}

    /** Written beside, under a name that is always the same, and renamed: what a killed attempt left is replaced. */
    static void write(Path file, byte[] bytes) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
        try {
            Files.createDirectories(whole.resolveSibling("."));
            Files.write(part, bytes);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Fault.disk(file + " cannot be written: " + e + ".");
        }
    }
}
