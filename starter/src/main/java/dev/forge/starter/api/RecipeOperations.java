package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/**
 * Calls that keep originals of machine recipes under a name, in all their versions.
 *
 * <p>They lie in an object store; where none is configured, or it is away, all calls are answered 503
 * {@code recipes_unavailable}. A recipe is one JSON object, which is answered as it was put, byte for byte. Its
 * {@code ETag} is the version's number in quotes.
 */
interface RecipeOperations {
    /**
     * Makes a new version of a recipe, unless its newest version says the same already.
     *
     * <p>Another layout, another order of fields, or another way to write a number (1.10 for 1.1) says the same.
     *
     * @param request its body: one JSON object, at most 1 MiB of UTF-8; its headers {@code If-Match} (the ETag of the
     *     version that the caller knows as the newest; {@code *}: there is one) and {@code If-None-Match} ({@code *}: there
     *     is none)
     * @return 201 with {@code Location} and {@code ETag} for a new version; 200 with {@code ETag} for one that is there
     *     already; 400 {@code syntax_error} or {@code precondition_invalid}; 412 {@code precondition_failed}, with the
     *     newest version's {@code ETag} if there is one; 413; 415; 422 {@code recipe_invalid} where no recipe can have that
     *     name, or a number in it; 503 {@code recipes_unavailable}
     */
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RecipePut.class)))
    HttpResponse<?> put(String name, HttpRequest<byte[]> request);

    /**
     * Lists the recipes that are not deleted.
     *
     * @param request its query: {@code limit} (1 to 200, 50 if left out), {@code cursor} ({@code next} of the page
     *     before)
     * @return 200; 400 {@code query_parameter_invalid}; 503 {@code recipes_unavailable}
     */
    RecipePage list(HttpRequest<?> request);

    /**
     * Gives the newest version of a recipe, or a certain one, as it was put.
     *
     * @param request its query: {@code version} (a number; it is found also when the recipe is deleted); its header
     *     {@code If-None-Match}
     * @return 200 with {@code ETag} and {@code Content-Location}; 304 where the caller has it already; 400
     *     {@code query_parameter_invalid} or {@code precondition_invalid}; 404 {@code recipe_not_found} or
     *     {@code recipe_version_not_found}; 503 {@code recipes_unavailable}
     */
    HttpResponse<?> show(String name, HttpRequest<?> request);

    /**
     * Lists what was done to a recipe, the newest first: versions, and deletions, which have numbers of their own.
     *
     * @param request its query: {@code limit} (1 to 200, 50 if left out), {@code cursor} ({@code next} of the page
     *     before)
     * @return 200; 400 {@code query_parameter_invalid}; 404 {@code recipe_not_found}; 503 {@code recipes_unavailable}
     */
    RecipeVersionPage versions(String name, HttpRequest<?> request);

    /**
     * Gives a version of a recipe as it was put, also when the recipe is deleted. It never changes.
     *
     * @param version its number
     * @param request its header {@code If-None-Match}
     * @return 200 with {@code ETag} and {@code Content-Location}; 304 where the caller has it already; 400
     *     {@code precondition_invalid}; 404 {@code recipe_not_found} or {@code recipe_version_not_found}; 503
     *     {@code recipes_unavailable}
     */
    HttpResponse<?> version(String name, String version, HttpRequest<?> request);

    /**
     * Takes a recipe off the list. Its versions stay, and one that is put under the name later goes on counting.
     *
     * @param request its header {@code If-Match}
     * @return 204; 400 {@code precondition_invalid}; 404 {@code recipe_not_found}; 412 {@code precondition_failed} with
     *     the newest version's {@code ETag}; 503 {@code recipes_unavailable}
     */
    HttpResponse<?> delete(String name, HttpRequest<?> request);
}
