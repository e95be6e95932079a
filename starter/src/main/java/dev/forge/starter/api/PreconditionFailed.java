package dev.forge.starter.api;

import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.ProblemDocument;
import dev.forge.starter.problem.ProblemResponse;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.Optional;

/** The answer to a call that expects another version than is the newest. */
final class PreconditionFailed {
    private PreconditionFailed() {}

    /**
     * With the newest version's ETag.
     *
     * @param kind what has versions: pipeline
     */
    static HttpResponse<?> of(String kind, String name, Optional<Integer> newest) {
        MutableHttpResponse<ProblemDocument> answer = ProblemResponse.of(ProblemDocument.of(
                ProblemCode.PRECONDITION_FAILED,
                newest.map(version -> "The newest version of \"" + name + "\" is " + version
                                + ", which the call does not expect: look at it, then expect " + version
                                + " (If-Match: \"" + version + "\").")
                        .orElse("The " + kind + " \"" + name
                                + "\" is not there, which the call does not expect: expect no version,"
                                + " or that there is none (If-None-Match: *).")));
        newest.ifPresent(
                version -> answer.header(HttpHeaders.ETAG, new EntityTag(version, Representation.JSON).toString()));
        return answer;
    }
}
