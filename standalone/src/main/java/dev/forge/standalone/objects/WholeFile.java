package dev.forge.standalone.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file beside its place first, so that half of one is never seen. */
public final class WholeFile {
    private WholeFile() {}

    /** What was to be written could not be read. */
    public static final class NotRead extends IOException {
        private static final long serialVersionUID = 1;

        private NotRead(IOException cause) {
            super(cause);
        }
    }

    /** Writes all of it, or leaves the place as it is. */
    public static void write(Path file, InputStream content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is no file's name");
        }
        Files.createDirectories(folder);
        Path beside = Files.createTempFile(folder, ".forge-", ".part");
        try {
            copy(content, beside);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void copy(InputStream content, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] some = new byte[64 * 1024];
            for (int read = read(content, some); read >= 0; read = read(content, some)) {
                out.write(some, 0, read);
            }
        }
    }

    private static int read(InputStream content, byte[] into) throws NotRead {
        try {
            return content.read(into);
        } catch (IOException e) {
            throw new NotRead(e);
        }
    }
}
