package dev.forge.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.forge.contract.workflow.RunControl;
import dev.forge.contract.workflow.RunControl.Changed;
import dev.forge.contract.workflow.RunControl.Standing;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asks things of an open run, by its Updates. */
final class Asking {
    private Asking() {}

    static Standing pause(WorkflowStub run, String json) {
        return update(run, RunControl.PAUSE, Standing.class, json);
    }

    static Standing goOn(WorkflowStub run, String json) {
        return update(run, RunControl.CONTINUE, Standing.class, json);
    }

    static Changed change(WorkflowStub run, String json) {
        return update(run, RunControl.CHANGE, Changed.class, json);
    }

    /** Why the run does not do it. */
    static ApplicationFailure refusalOf(ThrowingCallable asking) {
        WorkflowUpdateException refused = catchThrowableOfType(WorkflowUpdateException.class, asking);
        assertThat(refused).hasCauseInstanceOf(ApplicationFailure.class);
        return (ApplicationFailure) refused.getCause();
    }

    private static <T> T update(WorkflowStub run, String name, Class<T> answer, String json) {
        if (json.isEmpty()) {
            return run.update(name, answer);
        }
        return run.update(
                name,
                answer,
                new RawValue(Payload.newBuilder()
                        .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                        .setData(ByteString.copyFromUtf8(json))
                        .build()));
    }
}
