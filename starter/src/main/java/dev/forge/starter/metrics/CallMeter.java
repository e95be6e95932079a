package dev.forge.starter.metrics;

import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.ProblemDocument;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Counts calls by their routes: a path would hold ids. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class CallMeter {
    private static final String BEGAN = "forge.began";

    /** Of a call that no route takes. */
    private static final String NO_ROUTE = "none";

    private final StarterMetrics metrics;

    CallMeter(StarterMetrics metrics) {
        this.metrics = metrics;
    }

    @RequestFilter
    void begins(HttpRequest<?> request) {
        request.setAttribute(BEGAN, System.nanoTime());
    }

    @ResponseFilter
    void answered(HttpRequest<?> request, HttpResponse<?> response) {
        Optional<Long> began = request.getAttribute(BEGAN, Long.class);
        String route = BasicHttpAttributes.getUriTemplate(request).orElse(NO_ROUTE);
        began.ifPresent(at -> metrics.answered(
                request.getMethodName(), route, response.code(), Duration.ofNanos(System.nanoTime() - at)));
        response.getBody(ProblemDocument.class)
                .flatMap(CallMeter::code)
                .ifPresent(code -> metrics.refused(request.getMethodName(), route, code));
    }

    private static Optional<ProblemCode> code(ProblemDocument problem) {
        return Arrays.stream(ProblemCode.values())
                .filter(code -> code.word().equals(problem.code()))
                .findFirst();
    }
}
