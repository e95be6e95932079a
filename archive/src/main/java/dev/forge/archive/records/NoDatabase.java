package dev.forge.archive.records;

import org.jdbi.v3.core.HandleCallback;

/** No archive was configured. */
final class NoDatabase implements Database {
    private static final String REMEDY = "No archive is configured: set forge.archive.url (FORGE_ARCHIVE_URL) to a"
            + " PostgreSQL, such as jdbc:postgresql://postgres.forge:5432/forge.";

    @Override
    public void migrate() {
        throw new ArchiveUnavailable(REMEDY);
    }

    @Override
    public <T> T read(HandleCallback<T, RuntimeException> work) {
        throw new ArchiveUnavailable(REMEDY);
    }

    @Override
    public <T> T transaction(HandleCallback<T, RuntimeException> work) {
        throw new ArchiveUnavailable(REMEDY);
    }

    @Override
    public void close() {}
}
