package dev.forge.starter.api;

import dev.forge.starter.log.LogPublisher;
import dev.forge.starter.log.StepLogs;
import dev.forge.starter.log.StepLogs.OpenLog;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.reactivestreams.Publisher;

/** {@code /runs/{id}/steps/{step}/logs} over HTTP. */
@Controller("/runs/{id}/steps/{step}/logs")
@ExecuteOn(TaskExecutors.BLOCKING)
class LogController implements LogOperations {
    static final String ATTEMPT_HEADER = "Forge-Attempt";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final StepLogs logs;
    private final LogPublisher publisher;

    LogController(StepLogs logs, LogPublisher publisher) {
        this.logs = logs;
        this.publisher = publisher;
    }

    @Override
    @Get
    @Produces(TEXT)
    public HttpResponse<Publisher<byte[]>> logs(String id, String step, HttpRequest<?> request) {
        LogQuery query = LogQuery.of(request.getParameters());
        if (query.follow()) {
            OpenLog log = logs.follow(id, step, query.wish());
            return answer(log, publisher.publishLive(log.source()));
        }
        OpenLog log = logs.open(id, step, query.wish());
        return answer(log, publisher.publish(log.source()));
    }

    private static HttpResponse<Publisher<byte[]>> answer(OpenLog log, Publisher<byte[]> bytes) {
        return HttpResponse.ok(bytes).header(ATTEMPT_HEADER, Integer.toString(log.firstAttempt()));
    }
}
