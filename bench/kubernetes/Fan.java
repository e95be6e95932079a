import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.StepTask.Workspace;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.RunActivities;
import dev.forge.contract.workflow.RunActivities.Finished;
import dev.forge.contract.workflow.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Many attempts at once in one run. Temporal's dev server does not bear a thousand open workflows; the worker that is
 * measured gets the same activities as from a thousand runs.
 */
@WorkflowInterface
public interface Fan {
    /** The bench's own task queue: the worker that is measured executes no fan. */
    String QUEUE = "bench";

    @WorkflowMethod
    Outcomes run(Request request);

    /** So many attempts of the same script. */
    record Request(int attempts, String image, String script, Map<String, String> nodeSelector) {}

    /** How they ended, in order. */
    record Outcomes(List<StepOutcome> all) {}

    /** Launches them all, then awaits each. */
    final class Impl implements Fan {
        private final RunActivities activities = Workflow.newActivityStub(
                RunActivities.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(TaskQueues.FORGE)
                        .setStartToCloseTimeout(Duration.ofHours(2))
                        .setHeartbeatTimeout(Duration.ofSeconds(10))
                        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .build());

        @Override
        public Outcomes run(Request request) {
            List<Promise<StepOutcome>> running = new ArrayList<>();
            for (int i = 1; i <= request.attempts(); i++) {
                running.add(attempt(task(request, i)));
            }
            return new Outcomes(running.stream().map(Promise::get).toList());
        }

        // Without a thread for each: a worker has 600 of them for all of its workflows.
        private Promise<StepOutcome> attempt(StepTask task) {
            return Async.function(activities::execute, task)
                    .thenCompose(outcome -> Async.procedure(
                                    activities::finish, new Finished(task.attempt(), outcome))
                            .thenApply(_ -> outcome));
        }

        private static StepTask task(Request request, int number) {
            AttemptId attempt = Fan.id(Workflow.getInfo().getWorkflowId(), Workflow.getInfo().getRunId(), number);
            return new StepTask(
                    attempt,
                    StepKind.MODULE,
                    request.image(),
                    List.of("sh", "-c"),
                    List.of(request.script()),
                    Map.of(),
                    Resources.NONE,
                    Duration.ofHours(1),
                    Workspace.BEGUN,
                    false,
                    false,
                    on(request.nodeSelector()));
        }

        private static KubernetesSpec on(Map<String, String> nodes) {
            return HistoryFormat.mapper().convertValue(Map.of("nodeSelector", nodes), KubernetesSpec.class);
        }
    }

    static AttemptId id(String runId, String execution, int number) {
        return new AttemptId(runId, execution, "step-" + number, 1);
    }
}
