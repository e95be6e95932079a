package dev.forge.starter.notification;

import dev.forge.contract.notification.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The secrets by which messages are signed: files {@code SECRET/KEY} in a folder, as Kubernetes mounts Secrets and as a
 * laptop keeps those of modules. Read at each use, so that a secret may be exchanged while the starter runs.
 */
final class SigningSecrets {
    /** More than any key; a Secret may hold 1 MiB. */
    private static final long LARGEST = 64 * 1024;

    private final Optional<Path> folder;

    SigningSecrets(Optional<Path> folder) {
        this.folder = folder.map(path -> path.toAbsolutePath().normalize());
    }

    /** The bytes, without the line end that editors add; never in what is thrown. */
    byte[] read(SecretReference secret) throws Undelivered {
        String called = "the key " + secret.key() + " of the secret " + secret.secret();
        Path root = folder.orElseThrow(() -> new Undelivered(
                "it is signed by " + called + ", and the starter has no folder of secrets: set FORGE_NOTIFY_SECRETS"));
        Path file = root.resolve(secret.secret()).resolve(secret.key()).normalize();
        // A key may be named by dots alone.
        if (!file.startsWith(root) || file.getNameCount() != root.getNameCount() + 2 || !Files.isRegularFile(file)) {
            throw new Undelivered("it is signed by " + called + ", which is not there: give the starter the file "
                    + secret.secret() + "/" + secret.key() + " in its folder of secrets, " + root);
        }
        try {
            return checked(called, Files.size(file) > LARGEST ? new byte[0] : stripped(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new Undelivered("it is signed by " + called + ", which cannot be read: "
                    + e.getClass().getSimpleName());
        }
    }

    private static byte[] checked(String called, byte[] key) throws Undelivered {
        if (key.length == 0) {
            throw new Undelivered("it is signed by " + called + ", which is empty or larger than 64 KiB");
        }
        return key;
    }

    private static byte[] stripped(byte[] bytes) {
        int end = bytes.length;
        if (end > 0 && bytes[end - 1] == '\n') {
            end--;
        }
        if (end > 0 && bytes[end - 1] == '\r') {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }
}
