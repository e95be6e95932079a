package dev.forge.transfer.sink;

import dev.forge.transfer.report.Progress;
import dev.forge.transfer.workspace.Found;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What was read of a file while it was copied: its bytes' number and SHA-256, in hexadecimal digits. */
record Copied(long size, String sha256) {
    private static final int BUFFER = 64 << 10;

    static Copied from(Found.File file, OutputStream out, Progress progress) throws IOException {
        MessageDigest digest = digest();
        long size = 0;
        try (InputStream in = Files.newInputStream(file.path())) {
            byte[] buffer = new byte[Math.clamp(file.size() + 1, 1, BUFFER)];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
                size += count;
                progress.bytes(count);
            }
        }
        return new Copied(size, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
