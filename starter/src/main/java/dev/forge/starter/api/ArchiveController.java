package dev.forge.starter.api;

import dev.forge.starter.run.ArchiveRebuilding;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** {@code /archive} over HTTP. */
@Controller("/archive")
@ExecuteOn(TaskExecutors.BLOCKING)
class ArchiveController implements ArchiveOperations {
    private static final String REBUILD = "/archive/rebuild";

    private final ArchiveRebuilding rebuilding;

    ArchiveController(ArchiveRebuilding rebuilding) {
        this.rebuilding = rebuilding;
    }

    @Override
    @Post("/rebuild")
    @ApiResponse(
            responseCode = "202",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RebuildBegun.class)))
    public HttpResponse<RebuildBegun> begin() {
        return HttpResponse.accepted()
                .body(RebuildBegun.of(rebuilding.begin(), REBUILD))
                .header(HttpHeaders.LOCATION, REBUILD);
    }

    @Override
    @Get("/rebuild")
    public RebuildDetail show() {
        return RebuildDetail.of(rebuilding.last());
    }
}
