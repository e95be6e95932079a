package dev.forge.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The name by which a home's things in a cluster are known; no two homes have the same. */
final class InstallationName {
    private static final int RANDOM_BYTES = 4;

    private InstallationName() {}

    /** The home's name, made now where it has none. */
    static String of(Home home) {
        Path file = home.installation();
        try {
            if (Files.notExists(file)) {
                byte[] bytes = new byte[RANDOM_BYTES];
                new SecureRandom().nextBytes(bytes);
                Files.writeString(file, "forge-" + HexFormat.of().formatHex(bytes) + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read or made.", e);
        }
    }
}
