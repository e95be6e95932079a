package dev.forge.worker.reaper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.errordetails.v1.NotFoundFailure;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.serviceclient.StatusUtils;
import org.junit.jupiter.api.Test;

class FatesTest {
    @Test
    void aRunThatTheServerDoesNotKnowIsForgotten() {
        WorkflowNotFoundException said = said(NotFoundFailure.getDefaultInstance(), NotFoundFailure.getDescriptor());

        assertThat(Fates.forgottenUnless(said)).isEqualTo(new Fate.Forgotten());
    }

    @Test
    void aNamespaceThatIsNotThereTellsNothingAboutARun() {
        WorkflowNotFoundException said =
                said(NamespaceNotFoundFailure.getDefaultInstance(), NamespaceNotFoundFailure.getDescriptor());

        assertThatThrownBy(() -> Fates.forgottenUnless(said)).isSameAs(said);
    }

    private static <T extends Message> WorkflowNotFoundException said(
            T failure, com.google.protobuf.Descriptors.Descriptor descriptor) {
        WorkflowExecution run =
                WorkflowExecution.newBuilder().setWorkflowId("weather-7k2m9x").build();
        return new WorkflowNotFoundException(
                run,
                "Pipeline",
                StatusUtils.newException(Status.NOT_FOUND.withDescription("not there"), failure, descriptor));
    }
}
