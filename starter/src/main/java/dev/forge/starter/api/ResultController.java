package dev.forge.starter.api;

import dev.forge.archive.records.FoundResult;
import dev.forge.archive.records.Page;
import dev.forge.archive.records.ResultCursor;
import dev.forge.starter.result.ResultPlace;
import dev.forge.starter.result.RunResults;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.util.Optional;

/** {@code /results} over HTTP. */
@Controller("/results")
@ExecuteOn(TaskExecutors.BLOCKING)
class ResultController implements ResultOperations {
    private final RunResults results;
    private final Clock clock;

    ResultController(RunResults results, Clock clock) {
        this.results = results;
        this.clock = clock;
    }

    @Override
    @Get
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_CSV})
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ResultPage.class)),
                @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(implementation = String.class))
            })
    public HttpResponse<?> list(HttpRequest<?> request) {
        ResultListQuery query = ResultListQuery.of(request, clock.instant());
        Page<FoundResult, ResultCursor> page = results.list(query.filter(), query.after(), query.limit());
        Optional<String> next = page.next().map(place -> ResultPlace.cursor(place, query.list()));
        return switch (query.format()) {
            case JSON ->
                HttpResponse.ok(ResultPage.of(page.items(), query.filter().path(), next));
            case CSV -> {
                MutableHttpResponse<String> answer = HttpResponse.ok(
                                ResultCsv.of(page.items(), query.filter().path()))
                        .header(HttpHeaders.CONTENT_TYPE, ResultCsv.MEDIA_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
                next.ifPresent(cursor -> answer.header(
                        HttpHeaders.LINK,
                        "<" + UriBuilder.of(request.getUri()).replaceQueryParam("cursor", cursor) + ">; rel=\"next\""));
                yield answer;
            }
        };
    }

    @Override
    @Get("/compare")
    public ComparedResults compare(HttpRequest<?> request) {
        ResultComparisonQuery query = ResultComparisonQuery.of(request.getParameters());
        return ComparedResults.of(query, results.compare(query.run(), query.with(), query.step(), query.name()));
    }
}
