package dev.forge.worker.main;

import dev.forge.archive.records.ArchiveSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code FORGE_ARCHIVE_…}: the starter takes the same. */
final class ArchiveVariables {
    private final Variables variables;

    ArchiveVariables(Variables variables) {
        this.variables = variables;
    }

    /** Empty where no URL is set. */
    Optional<ArchiveSettings> read() {
        Optional<String> url = variables.read(
                "FORGE_ARCHIVE_URL",
                value -> Optional.of(value).filter(ArchiveSettings::isUrl),
                "write PostgreSQL's JDBC URL, such as jdbc:postgresql://db:5432/forge");
        Optional<String> user = variables.text("FORGE_ARCHIVE_USER");
        if (url.isPresent() && user.isEmpty()) {
            variables.mistake("FORGE_ARCHIVE_USER is not set: name the PostgreSQL user who owns the archive's tables.");
        }
        String password = password();
        int poolSize = variables.number("FORGE_ARCHIVE_POOL_SIZE", 1, 1_000, ArchiveSettings.DEFAULT_POOL_SIZE);
        return url.flatMap(where -> user.map(who -> new ArchiveSettings(where, who, password, poolSize)));
    }

    private String password() {
        Optional<String> given = variables.text("FORGE_ARCHIVE_PASSWORD");
        Optional<String> inFile = variables.file("FORGE_ARCHIVE_PASSWORD_FILE").flatMap(this::inFile);
        if (given.isPresent() && inFile.isPresent()) {
            variables.mistake("FORGE_ARCHIVE_PASSWORD and FORGE_ARCHIVE_PASSWORD_FILE are both set: keep one of them.");
        }
        return inFile.or(() -> given).orElse("");
    }

    private Optional<String> inFile(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            variables.wrong("FORGE_ARCHIVE_PASSWORD_FILE", "it cannot be read (" + e.getMessage() + ")");
            return Optional.empty();
        }
    }
}
