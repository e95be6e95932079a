package dev.forge.starter;

import dev.forge.archive.records.ArchiveSettings;
import io.micronaut.core.value.PropertyResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code forge.archive.…}: the worker takes the same, as {@code FORGE_ARCHIVE_…}. */
final class ArchiveProperties {
    private static final String ROOT = "forge.archive.";

    private final PropertyResolver properties;

    ArchiveProperties(PropertyResolver properties) {
        this.properties = properties;
    }

    /** Empty where no URL is set. */
    Optional<ArchiveSettings> read() {
        return text("url").map(this::settings);
    }

    private ArchiveSettings settings(String url) {
        String user = text("user")
                .orElseThrow(() -> new IllegalArgumentException(
                        "forge.archive.user is not set: name the PostgreSQL user who owns the archive's tables."));
        try {
            return new ArchiveSettings(url, user, password(), poolSize());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(ROOT + "…: " + e.getMessage() + ".", e);
        }
    }

    private String password() {
        Optional<Path> file = text("password-file").map(Path::of);
        if (file.isPresent() && text("password").isPresent()) {
            throw new IllegalArgumentException("password and password-file are both set: keep one of them");
        }
        return file.map(ArchiveProperties::inFile).or(() -> text("password")).orElse("");
    }

    private static String inFile(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "password-file is \"" + file + "\": name a file that is there and may be read", e);
        }
    }

    private int poolSize() {
        String text = text("pool-size").orElse(Integer.toString(ArchiveSettings.DEFAULT_POOL_SIZE));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("pool-size is \"" + text + "\": write a whole number, 1 or more", e);
        }
    }

    private Optional<String> text(String name) {
        return GivenProperty.text(properties, ROOT + name);
    }
}
