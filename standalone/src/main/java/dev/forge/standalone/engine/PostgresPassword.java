package dev.forge.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The embedded PostgreSQL's password, made once a home and readable by its owner alone. */
final class PostgresPassword {
    private PostgresPassword() {}

    /** The home's, made now where there is none. */
    static String of(Home home) {
        Path file = home.postgresPassword();
        try {
            if (Files.notExists(file)) {
                write(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read or made.", e);
        }
    }

    private static void write(Path file) throws IOException {
        byte[] bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        Path beside = Files.createTempFile(
                file.getParent(),
                "postgres-password",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, HexFormat.of().formatHex(bytes) + "\n");
        Files.move(beside, file);
    }
}
