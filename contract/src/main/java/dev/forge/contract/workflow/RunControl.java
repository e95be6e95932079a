package dev.forge.contract.workflow;

import dev.forge.contract.run.RunChange;
import dev.forge.contract.run.RunState;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of an open run, as Updates of its workflow. Each takes JSON, raw, so that whatever is sent is refused
 * with all its mistakes. What is refused leaves no trace; the failure's type is a {@link ControlRefusal}.
 */
@WorkflowInterface
public interface RunControl {
    String PAUSE = "pause";
    String CONTINUE = "continue";
    String CHANGE = "change";

    /** {@code {"reason": …}} or nothing: no further attempt begins. What runs goes on to its end. */
    @UpdateMethod(name = PAUSE)
    Standing pause(@Nullable RawValue request);

    @UpdateValidatorMethod(updateName = PAUSE)
    void mayPause(@Nullable RawValue request);

    /** {@code {"from": …}} or nothing: a paused run goes on where it was, a held one from the step. */
    @UpdateMethod(name = CONTINUE)
    Standing goOn(@Nullable RawValue request);

    @UpdateValidatorMethod(updateName = CONTINUE)
    void mayGoOn(@Nullable RawValue request);

    /** {@code {"step": …, "change": {…}}}: the step's next attempt is another one. */
    @UpdateMethod(name = CHANGE)
    Changed change(@Nullable RawValue request);

    @UpdateValidatorMethod(updateName = CHANGE)
    void mayChange(@Nullable RawValue request);

    /** How a run stands after what was asked of it. */
    record Standing(RunState state, Optional<String> reason) {}

    /**
     * What was changed.
     *
     * @param fields empty where all was so already
     */
    record Changed(RunState state, List<RunChange.Field> fields) {
        public Changed {
            fields = List.copyOf(fields);
        }
    }
}
