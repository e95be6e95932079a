package dev.forge.activities;

import dev.forge.archive.records.ArchiveUnavailable;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.serviceclient.StatusUtils;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What keeps an execution of a run from being read. */
final class ReadFaults {
    /** That Temporal itself is away, or keeps this worker out, is no fault of an execution: all are tried again. */
    private static final Set<Status.Code> PASSING = Set.of(
            Status.Code.UNAVAILABLE,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.CANCELLED,
            Status.Code.UNAUTHENTICATED,
            Status.Code.PERMISSION_DENIED);

    /** It is not there (any more), or Temporal does not take what it is asked: so it would be at each further try. */
    private static final Set<Status.Code> LASTING = Set.of(Status.Code.NOT_FOUND, Status.Code.INVALID_ARGUMENT);

    /** In characters: ten of them go through Temporal with each page. */
    private static final int LONGEST_REASON = 300;

    private ReadFaults() {}

    /** One line for whoever is to see to it. */
    static String why(RuntimeException thrown) {
        if (thrown instanceof WorkflowNotFoundException) {
            return "Temporal has forgotten it meanwhile";
        }
        if (status(thrown).filter(Status.Code.DEADLINE_EXCEEDED::equals).isPresent()) {
            return "no worker has told in time how it ended";
        }
        String said = causes(thrown)
                .reduce((outer, inner) -> inner)
                .map(Throwable::getMessage)
                .orElseGet(thrown::toString);
        String line = said.lines().findFirst().orElse("");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    /** Whether it passes by itself, or is at least not the execution's own. */
    static boolean isPassing(RuntimeException thrown) {
        return thrown instanceof ArchiveUnavailable
                || status(thrown).filter(PASSING::contains).isPresent();
    }

    /** Whether a later try may go better, of calls that no worker has to answer. */
    static boolean mayPass(RuntimeException thrown) {
        return thrown instanceof ArchiveUnavailable
                || said(thrown).filter(said -> !isLasting(said)).isPresent();
    }

    /** A server that is not well may not find its own namespace: that tells nothing of what was asked. */
    private static boolean isLasting(StatusRuntimeException said) {
        return LASTING.contains(said.getStatus().getCode())
                && !StatusUtils.hasFailure(said, NamespaceNotFoundFailure.class);
    }

    private static Optional<Status.Code> status(Throwable thrown) {
        return said(thrown).map(said -> said.getStatus().getCode());
    }

    private static Optional<StatusRuntimeException> said(Throwable thrown) {
        return causes(thrown)
                .filter(StatusRuntimeException.class::isInstance)
                .map(StatusRuntimeException.class::cast)
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(Optional.of(thrown), Optional::isPresent, at -> at.map(Throwable::getCause))
                .flatMap(Optional::stream);
    }
}
