package dev.forge.starter.run;

import dev.forge.starter.problem.TemporalUnavailable;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.Locale;

/** Tells Temporal's absence from our own mistakes. */
final class TemporalFaults {
    private TemporalFaults() {}

    /** What a call that failed is for our caller: {@link TemporalUnavailable}, or else the fault itself. */
    static RuntimeException of(StatusRuntimeException e, String target, String namespace) {
        String said = String.valueOf(e.getStatus().getDescription());
        return switch (e.getStatus().getCode()) {
            case UNAVAILABLE, CANCELLED -> unavailable("Temporal at " + target + " cannot be reached", e);
            case DEADLINE_EXCEEDED -> unavailable("Temporal at " + target + " did not answer in time", e);
            case RESOURCE_EXHAUSTED -> unavailable("Temporal at " + target + " is too busy (" + said + ")", e);
            // A Temporal that is too busy to read its database answers the same.
            case NOT_FOUND ->
                unavailable(
                        "Temporal at " + target + " says that it has no namespace " + namespace
                                + ": create it, or set forge.temporal.namespace; where it is there, Temporal is"
                                + " overloaded and finds it again by itself",
                        e);
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                unavailable("Temporal at " + target + " lets the starter not in (" + said + ")", e);
            case INVALID_ARGUMENT -> invalid(e, said);
            // As gRPC tells a connection that breaks in the middle of a call.
            case UNKNOWN ->
                e.getCause() instanceof IOException
                        ? unavailable("The connection to Temporal at " + target + " broke", e)
                        : e;
            case OK, ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED, OUT_OF_RANGE, UNIMPLEMENTED, INTERNAL, DATA_LOSS ->
                e;
        };
    }

    private static RuntimeException invalid(StatusRuntimeException e, String said) {
        // A cluster takes up to a minute until all of its servers know a new search attribute.
        return said.toLowerCase(Locale.ROOT).contains("search attribute")
                ? unavailable("Temporal does not know the search attributes of Forge yet (" + said + ")", e)
                : e;
    }

    private static TemporalUnavailable unavailable(String message, StatusRuntimeException cause) {
        return new TemporalUnavailable(message, cause);
    }
}
