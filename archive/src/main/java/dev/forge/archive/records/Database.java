package dev.forge.archive.records;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;

/** Where the records are. While it does not serve, everything that is asked of it ends in {@link ArchiveUnavailable}. */
interface Database extends AutoCloseable {
    /** Brings the tables up to date. */
    void migrate();

    /** Single statements, each for itself. */
    <T> T read(HandleCallback<T, RuntimeException> work);

    /** All of it or nothing. */
    <T> T transaction(HandleCallback<T, RuntimeException> work);

    /** Several statements that see the same state. */
    default <T> T snapshot(HandleCallback<T, RuntimeException> work) {
        return transaction(handle -> {
            handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            return work.withHandle(handle);
        });
    }

    /**
     * Lets nobody else into what is called by that name before the end of the transaction; who waited for it sees what was
     * written meanwhile.
     */
    static void lock(Handle handle, String kind, String name) {
        handle.createQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind("name", kind + "/" + name)
                .mapTo(int.class)
                .one();
    }

    @Override
    void close();
}
