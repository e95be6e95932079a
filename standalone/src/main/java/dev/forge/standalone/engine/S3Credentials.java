package dev.forge.standalone.engine;

import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key pair of the embedded object store, made once a home and readable by its owner alone. */
public record S3Credentials(String accessKey, String secretKey) {

    /** The home's key pair, made now where there is none. */
    public static S3Credentials of(Home home) {
        try {
            Path file = home.credentials();
            if (Files.notExists(file)) {
                write(file, generated(new SecureRandom()));
            }
            return HistoryFormat.mapper().readValue(Files.readAllBytes(file), S3Credentials.class);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    home.credentials() + " cannot be read or made. Remove it: another one will be made.", e);
        }
    }

    private static S3Credentials generated(SecureRandom random) {
        byte[] bytes = new byte[28];
        random.nextBytes(bytes);
        String digits = HexFormat.of().formatHex(bytes);
        return new S3Credentials("forge" + digits.substring(0, 16), digits.substring(16));
    }

    private static void write(Path file, S3Credentials credentials) throws IOException {
        Path beside = Files.createTempFile(
                file.getParent(),
                "s3-credentials",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(beside, HistoryFormat.mapper().writeValueAsBytes(credentials));
        Files.move(beside, file);
    }

    @Override
    public String toString() {
        return "S3Credentials[" + accessKey + "]";
    }
}
