package dev.forge.starter.guard;

import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.ProblemDocument;
import dev.forge.starter.problem.ProblemResponse;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages away from a starter that has no authentication: listening on loopback alone does not, since a
 * browser on this machine can reach it, for any page, by a host name that resolves to 127.0.0.1 or by a form.
 */
// Before all others: Micronaut's own filter refuses some of these calls too, but without a word.
@Order(Ordered.HIGHEST_PRECEDENCE)
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class LoopbackGuard {
    private final LoopbackHosts hosts;

    LoopbackGuard(LoopbackHosts hosts) {
        this.hosts = hosts;
    }

    @RequestFilter
    @Nullable HttpResponse<?> check(HttpRequest<?> request) {
        return refusal(request).map(ProblemResponse::of).orElse(null);
    }

    private Optional<ProblemDocument> refusal(HttpRequest<?> request) {
        String host = request.getHeaders().get(HttpHeaders.HOST);
        if (host == null) {
            // As RFC 9112 has it; Micronaut also shows a request whose first line it cannot read without its headers.
            return Optional.of(ProblemDocument.of(
                    ProblemCode.BAD_REQUEST,
                    "The request's first line is malformed, or it has no Host header: send it by an HTTP client."));
        }
        if (!hosts.allow(host)) {
            return Optional.of(ProblemDocument.of(
                    ProblemCode.HOST_REFUSED,
                    "The Host header says " + host + ", and without authentication the starter answers on this machine"
                            + " alone: call it as localhost or 127.0.0.1."));
        }
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        if (origin == null || safe(request.getMethod()) || origin.equals("http://" + host)) {
            return Optional.empty();
        }
        return Optional.of(ProblemDocument.of(
                ProblemCode.ORIGIN_REFUSED,
                "The call comes from a page of " + origin + ", and without authentication no other page may change"
                        + " anything: call the API from a program, without an Origin header."));
    }

    private static boolean safe(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }
}
