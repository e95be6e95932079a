package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.errordetails.v1.NotFoundFailure;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.serviceclient.StatusUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadFaultsTest {
    private static final WorkflowExecution RUN =
            WorkflowExecution.newBuilder().setWorkflowId("weather-7k2m9x").build();

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "INTERNAL", "UNKNOWN"})
    void whatTemporalCannotDoNowItMayDoLater(Status.Code code) {
        RuntimeException said = code.toStatus().asRuntimeException();

        assertThat(ReadFaults.mayPass(new WorkflowServiceException(RUN, "Pipeline", said)))
                .isTrue();
    }

    @Test
    void anExecutionThatIsNotThereWillNotBe() {
        RuntimeException said = StatusUtils.newException(
                Status.NOT_FOUND.withDescription("workflow not found"),
                NotFoundFailure.getDefaultInstance(),
                NotFoundFailure.getDescriptor());

        assertThat(ReadFaults.mayPass(new WorkflowNotFoundException(RUN, "Pipeline", said)))
                .isFalse();
    }

    @Test
    void aNamespaceThatIsNotThereTellsNothingOfAnExecution() {
        RuntimeException said = StatusUtils.newException(
                Status.NOT_FOUND.withDescription("Namespace default is not found."),
                NamespaceNotFoundFailure.getDefaultInstance(),
                NamespaceNotFoundFailure.getDescriptor());

        assertThat(ReadFaults.mayPass(new WorkflowNotFoundException(RUN, "Pipeline", said)))
                .isTrue();
    }

    @Test
    void whatCannotBeReadCannotBeReadLater() {
        assertThat(ReadFaults.mayPass(new IllegalStateException("no such type")))
                .isFalse();
    }
}
