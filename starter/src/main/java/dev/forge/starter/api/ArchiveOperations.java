package dev.forge.starter.api;

import io.micronaut.http.HttpResponse;

/** Calls about the archive as a whole. */
interface ArchiveOperations {
    /**
     * Fills the archive again from what Temporal still holds.
     *
     * <p>For an archive whose database was lost, emptied, or put back from an old backup: a worker has each closed execution
     * of a run tell once more how it ended, and writes that as it was written at its end. What the archive has of the same or
     * a later execution stays as it is, so it does no harm to an archive that is whole. Where a rebuild goes on already, that
     * one is told of. It takes no body.
     *
     * @return 202 with {@code Location}; 415; 503 {@code archive_unavailable}, also where none is configured, or
     *     {@code temporal_unavailable}
     */
    HttpResponse<RebuildBegun> begin();

    /**
     * Tells how far the last rebuild has come.
     *
     * @return 200; 404 {@code rebuild_not_found}; 503 {@code worker_unavailable}, {@code temporal_unavailable}
     */
    RebuildDetail show();
}
