package dev.forge.starter.trace;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;
import java.util.Optional;

/**
 * A span for each call but those that look after the starter, in the caller's trace where it says so; named by its route,
 * with OpenTelemetry's attributes for servers of HTTP. It ends when the answer begins. What a call starts is part of it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(beans = OpenTelemetry.class)
final class CallTraces {
    private static final String SPAN = "forge.span";
    /** Of a call that no route takes, as in its metrics. */
    private static final String NO_ROUTE = "none";
    /** They come every few seconds, and are of nobody's trace. */
    private static final List<String> PROBES = List.of("/health", "/prometheus");

    private static final int SERVER_ERROR = 500;

    private static final TextMapGetter<HttpHeaders> HEADER =
            (headers, name) -> headers == null ? null : headers.get(name);

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    CallTraces(OpenTelemetry traces) {
        this.tracer = traces.getTracer("dev.forge.starter");
        this.propagator = traces.getPropagators().getTextMapPropagator();
    }

    @RequestFilter
    void begins(HttpRequest<?> request, MutablePropagatedContext propagated) {
        if (PROBES.stream().noneMatch(request.getPath()::startsWith)) {
            Span span = tracer.spanBuilder(request.getMethodName())
                    .setParent(propagator.extract(Context.root(), request.getHeaders(), HEADER))
                    .setSpanKind(SpanKind.SERVER)
                    .setAttribute("http.request.method", request.getMethodName())
                    .setAttribute("url.path", request.getPath())
                    .setAttribute("url.scheme", request.isSecure() ? "https" : "http")
                    .startSpan();
            request.setAttribute(SPAN, span);
            propagated.add(CallTrace.of(span));
        }
    }

    @ResponseFilter
    void answered(HttpRequest<?> request, HttpResponse<?> response) {
        request.getAttribute(SPAN, Span.class).ifPresent(span -> {
            Optional<String> route = BasicHttpAttributes.getUriTemplate(request);
            route.ifPresent(template -> span.setAttribute("http.route", template));
            span.updateName(request.getMethodName() + " " + route.orElse(NO_ROUTE));
            span.setAttribute("http.response.status_code", (long) response.code());
            if (response.code() >= SERVER_ERROR) {
                span.setAttribute("error.type", Integer.toString(response.code()));
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        });
    }
}
