package dev.forge.standalone.cli;

import dev.forge.standalone.engine.Home;
import dev.forge.standalone.engine.S3Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The Secret of this machine by which the example's first step reads the embedded object store. */
record RecipeKey(Path folder) {
    static RecipeKey of(Home home) {
        return new RecipeKey(home.root().resolve("secrets").resolve("recipes"));
    }

    /** Readable by its owner alone, as the key's own file. */
    void write(S3Credentials key) throws IOException {
        Files.createDirectories(folder);
        write("access-key", key.accessKey());
        write("secret-key", key.secretKey());
    }

    private void write(String name, String text) throws IOException {
        Path beside = Files.createTempFile(
                folder,
                name,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, text);
        Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
