package dev.forge.contract.workflow;

import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.FailureConverter;
import io.temporal.failure.DefaultFailureConverter;
import io.temporal.internal.worker.WorkflowExecutionException;

/**
 * Temporal's own way to write failures, but that what refuses an Update keeps its type and details: SDK 1.38 hands its
 * validator's failure over inside another exception, of which only the message would be left.
 */
final class WholeFailures implements FailureConverter {
    private final FailureConverter standard = new DefaultFailureConverter();

    @Override
    public RuntimeException failureToException(Failure failure, DataConverter converter) {
        return standard.failureToException(failure, converter);
    }

    @Override
    public Failure exceptionToFailure(Throwable throwable, DataConverter converter) {
        return throwable instanceof WorkflowExecutionException wrapped
                ? wrapped.getFailure()
                : standard.exceptionToFailure(throwable, converter);
    }
}
