package dev.forge.starter.api;

import dev.forge.starter.log.LogPublisher;
import dev.forge.starter.log.LogSearch;
import dev.forge.starter.log.StepLogs;
import dev.forge.starter.log.StepLogs.OpenLog;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import org.reactivestreams.Publisher;

/** {@code /runs/{id}/steps/{step}/logs} over HTTP. */
@Controller("/runs/{id}/steps/{step}/logs")
@ExecuteOn(TaskExecutors.BLOCKING)
class LogController implements LogOperations {
    static final String ATTEMPT_HEADER = "Forge-Attempt";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final StepLogs logs;
    private final LogSearch search;
    private final LogPublisher publisher;
    private final Clock clock;

    LogController(StepLogs logs, LogSearch search, LogPublisher publisher, Clock clock) {
        this.logs = logs;
        this.search = search;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    @Get
    @Produces(TEXT)
    public HttpResponse<Publisher<byte[]>> logs(String id, String step, HttpRequest<?> request) {
        LogQuery query = LogQuery.of(request.getParameters(), clock.instant());
        if (query.follow()) {
            // Its length is not known, so that there are no ranges of it; HTTP has a server leave them out of account
            // then.
            OpenLog log = logs.follow(id, step, query.wish());
            return headed(HttpResponse.ok(publisher.publishLive(log.source())), log);
        }
        OpenLog log = RangeHeader.of(request.getHeaders())
                .map(range -> logs.open(id, step, query.wish(), range))
                .orElseGet(() -> logs.open(id, step, query.wish()));
        return headed(ranged(log), log);
    }

    @Override
    @Get("/search")
    // On threads that the system shares the processors among: a search computes, where other calls wait.
    @ExecuteOn(TaskExecutors.IO)
    public LogMatches search(String id, String step, HttpRequest<?> request) {
        SearchQuery query = SearchQuery.of(id, step, request.getParameters());
        return LogMatches.of(search.search(id, step, query.wish()), query);
    }

    private MutableHttpResponse<Publisher<byte[]>> ranged(OpenLog log) {
        HttpStatus status = log.excerpt().isPresent() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK;
        MutableHttpResponse<Publisher<byte[]>> answer = HttpResponse.<Publisher<byte[]>>status(status)
                .body(publisher.publish(log.source()))
                .header(HttpHeaders.ACCEPT_RANGES, "bytes");
        log.excerpt().ifPresent(part -> answer.header(HttpHeaders.CONTENT_RANGE, RangeHeader.content(part)));
        return answer;
    }

    private static HttpResponse<Publisher<byte[]>> headed(MutableHttpResponse<Publisher<byte[]>> answer, OpenLog log) {
        return answer.header(ATTEMPT_HEADER, Integer.toString(log.firstAttempt()));
    }
}
