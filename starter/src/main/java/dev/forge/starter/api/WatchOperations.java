package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/**
 * Calls about watches of buckets: each new or changed object below a prefix starts one run of a pipeline that is kept under
 * a name.
 *
 * <p>Without the archive they are all answered 503 {@code archive_unavailable}. The {@code ETag} of a watch is the number of
 * its version in quotes.
 */
interface WatchOperations {
    /**
     * Makes a watch, or puts another definition in the place of its own.
     *
     * <p>All of its mistakes are told at once. Its pipeline must be there, take what the watch says, and put its results
     * elsewhere than below what is watched. Whether the bucket is there is not asked: the watch itself tells, and goes on by
     * itself once it is. A watch that is made anew under a name starts nothing that it has started before.
     *
     * @param request its body: at most 1 MiB of UTF-8; its headers {@code If-Match} (the ETag of the version that the
     *     caller knows; {@code *}: there is one) and {@code If-None-Match} ({@code *}: there is none)
     * @return 201 with {@code Location} and {@code ETag} for a new watch; 200 with {@code ETag} for one that is there; 400
     *     {@code syntax_error} or {@code precondition_invalid}; 412 {@code precondition_failed}, with its {@code ETag} if
     *     it is there; 413; 415; 422 {@code watch_invalid}; 503 {@code archive_unavailable} or, where the watch is kept and
     *     begins later, {@code temporal_unavailable}
     */
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WatchDetail.class)))
    HttpResponse<?> put(String name, HttpRequest<byte[]> request);

    /**
     * Lists the watches by name, without counts of what they have seen.
     *
     * @param request its query: {@code limit} (1 to 200, 50 if left out), {@code cursor} ({@code next} of the page
     *     before)
     * @return 200; 400 {@code query_parameter_invalid}; 503 {@code archive_unavailable}
     */
    WatchPage list(HttpRequest<?> request);

    /**
     * Shows a watch: what it is to do, how many objects it has seen and how many wait, when it looked at its bucket last and
     * looks next, and what keeps it from its work.
     *
     * @return 200 with {@code ETag}; 404 {@code watch_not_found}; 503 {@code archive_unavailable}
     */
    HttpResponse<WatchDetail> show(String name);

    /**
     * Deletes a watch. What it has seen stays known under its name; runs that it has started go on.
     *
     * @param request its header {@code If-Match}
     * @return 204; 400 {@code precondition_invalid}; 404 {@code watch_not_found}; 412 {@code precondition_failed} with its
     *     {@code ETag}; 503 {@code archive_unavailable}
     */
    HttpResponse<?> delete(String name, HttpRequest<?> request);

    /**
     * Has a watch look at its bucket no more, and start nothing. Events are noted meanwhile.
     *
     * @return 200; 404 {@code watch_not_found}; 503 {@code archive_unavailable}
     */
    WatchDetail pause(String name);

    /**
     * Has a paused watch go on, at once. What has come meanwhile starts runs.
     *
     * @return 200; 404 {@code watch_not_found}; 503 {@code archive_unavailable} or {@code temporal_unavailable}
     */
    WatchDetail resume(String name);

    /**
     * Looks at the bucket and says which objects would start runs now, or once they have settled; nothing is started or noted.
     *
     * @param request its query: {@code limit} (1 to 200, 50 if left out)
     * @return 200; 400 {@code query_parameter_invalid}; 404 {@code watch_not_found}; 409 {@code bucket_refused}; 422
     *     {@code watch_invalid} where its pipeline would not run; 503 {@code archive_unavailable}
     */
    WatchTrial test(String name, HttpRequest<?> request);

    /**
     * Lists what a watch has seen, the newest first, each object version with its run or the reason why there is none.
     *
     * @param request its query: {@code state} ({@code PENDING}, {@code STARTED}, {@code SKIPPED} or {@code REFUSED}),
     *     {@code limit} (1 to 200, 50 if left out), {@code cursor} ({@code next} of the page before)
     * @return 200; 400 {@code query_parameter_invalid}; 404 {@code watch_not_found}; 503 {@code archive_unavailable}
     */
    WatchedObjects objects(String name, HttpRequest<?> request);
}
