package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/**
 * Calls that keep pipelines under a name, in all their versions.
 *
 * <p>Without the archive they are all answered 503 {@code archive_unavailable}. A pipeline is answered as JSON, in an
 * envelope with its version, or as a pipeline file in YAML where {@code Accept} asks for it ({@code application/yaml} and
 * its other names). Its {@code ETag} is the version's number in quotes.
 */
interface PipelineOperations {
    /**
     * Makes a new version of a pipeline, unless its newest version says the same already.
     *
     * <p>The body is a pipeline file, as YAML or JSON. All of its mistakes are told at once, each with its place. The
     *     name
     * may be left out; if it is there, it is the same as in the path. The same pipeline in other words (JSON for YAML,
     *     a
     * default written out, a comment) is no new version; variables of {@code env} in another order are one, since
     * Kubernetes reads them in order.
     *
     * @param request its body: at most 1 MiB of UTF-8; its headers {@code If-Match} (the ETag of the version that the
     *     caller knows as the newest; {@code *}: there is one) and {@code If-None-Match} ({@code *}: there is none)
     * @return 201 with {@code Location} and {@code ETag} for a new version; 200 with {@code ETag} for one that is there
     *     already; 400 {@code syntax_error} or {@code precondition_invalid}; 412 {@code precondition_failed}, with the
     *     newest version's {@code ETag} if there is one; 413; 415; 422 {@code pipeline_invalid}; 503
     *     {@code archive_unavailable}
     */
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PipelineDetail.class)))
    HttpResponse<?> put(String name, HttpRequest<byte[]> request);

    /**
     * Lists the pipelines that are not deleted, by name, each with its newest version.
     *
     * @param request its query: {@code limit} (1 to 200, 50 if left out), {@code cursor} ({@code next} of the page
     *     before)
     * @return 200; 400 {@code query_parameter_invalid}; 503 {@code archive_unavailable}
     */
    PipelinePage list(HttpRequest<?> request);

    /**
     * Shows the newest version of a pipeline, or a certain one.
     *
     * @param request its query: {@code version} (a number; it is found also when the pipeline is deleted); its header
     *     {@code If-None-Match}
     * @return 200 with {@code ETag}; 304 where the caller has it already; 400 {@code query_parameter_invalid} or
     *     {@code precondition_invalid}; 404 {@code pipeline_not_found} or
     *     {@code pipeline_version_not_found}; 406; 503 {@code archive_unavailable}
     */
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PipelineDetail.class)))
    HttpResponse<?> show(String name, HttpRequest<?> request);

    /**
     * Lists the versions of a pipeline, the newest first, also when it is deleted.
     *
     * @param request its query: {@code limit} (1 to 200, 50 if left out), {@code cursor} ({@code next} of the page
     *     before)
     * @return 200; 400 {@code query_parameter_invalid}; 404 {@code pipeline_not_found}; 503 {@code archive_unavailable}
     */
    VersionPage versions(String name, HttpRequest<?> request);

    /**
     * Shows a version of a pipeline, also when it is deleted. It never changes.
     *
     * @param version its number
     * @param request its header {@code If-None-Match}
     * @return 200 with {@code ETag}; 304 where the caller has it already; 400 {@code precondition_invalid}; 404
     *     {@code pipeline_not_found} or {@code pipeline_version_not_found}; 406; 503 {@code archive_unavailable}
     */
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PipelineDetail.class)))
    HttpResponse<?> version(String name, String version, HttpRequest<?> request);

    /**
     * Compares two versions of a pipeline. Modules are told apart by their names, not by their places.
     *
     * @param request its query: {@code to} (a number; the newest if left out), {@code from} (a number; the one before
     *     {@code to} if left out)
     * @return 200; 400 {@code query_parameter_invalid}; 404 {@code pipeline_not_found} or
     *     {@code pipeline_version_not_found}; 503 {@code archive_unavailable}
     */
    PipelineDifference diff(String name, HttpRequest<?> request);

    /**
     * Takes a pipeline off the list. Its versions stay, and one that is put under the name later goes on counting.
     *
     * @param request its header {@code If-Match}
     * @return 204; 400 {@code precondition_invalid}; 404 {@code pipeline_not_found}; 412 {@code precondition_failed}
     *     with
     *     the newest version's {@code ETag}; 503 {@code archive_unavailable}
     */
    HttpResponse<?> delete(String name, HttpRequest<?> request);
}
