package dev.forge.starter.run;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.StatusUtils;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How the starter calls Temporal: each call is made once and with a deadline, since somebody waits at the other end of an
 * HTTP call, and the SDK's own client would go on trying for a minute.
 */
@Singleton
public class TemporalCalls {
    /** Ten times what a loaded Temporal takes, and less than a person waits. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final WorkflowClient client;

    TemporalCalls(WorkflowClient client) {
        this.client = client;
    }

    public String namespace() {
        return client.getOptions().getNamespace();
    }

    public DataConverter converter() {
        return client.getOptions().getDataConverter();
    }

    public WorkflowServiceBlockingStub stub() {
        return stub(DEADLINE);
    }

    WorkflowServiceBlockingStub stub(Duration deadline) {
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What a call that failed is for our caller; see {@link TemporalFaults#of}. */
    public RuntimeException failed(StatusRuntimeException e) {
        return TemporalFaults.of(
                e, client.getWorkflowServiceStubs().getOptions().getTarget(), namespace());
    }

    /** Whether what was asked about is not there; a missing namespace is another matter. */
    public static boolean isNotThere(StatusRuntimeException e) {
        return e.getStatus().getCode() == Status.Code.NOT_FOUND
                && !StatusUtils.hasFailure(e, NamespaceNotFoundFailure.class);
    }
}
