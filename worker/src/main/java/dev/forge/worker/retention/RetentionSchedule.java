package dev.forge.worker.retention;

import dev.forge.archive.records.RetentionRules;
import dev.forge.contract.workflow.RetentionWorkflow;
import dev.forge.contract.workflow.TaskQueues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Schedule in Temporal that starts {@link RetentionWorkflow}: one, however many workers there are. */
public final class RetentionSchedule {
    /** A day's runs need not be counted to the minute; an hour's are deleted in seconds. */
    private static final Duration EVERY = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(RetentionSchedule.class);

    private final ScheduleClient schedules;

    private RetentionSchedule(ScheduleClient schedules) {
        this.schedules = schedules;
    }

    /**
     * Sees that the schedule is there if there is something to do, and only then. Where Temporal does not let the worker,
     * that is said in the log, and the worker works without it.
     */
    public static void ensure(WorkflowClient client, RetentionRules rules) {
        ScheduleClientOptions options = ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setDataConverter(client.getOptions().getDataConverter())
                .build();
        RetentionSchedule schedule =
                new RetentionSchedule(ScheduleClient.newInstance(client.getWorkflowServiceStubs(), options));
        try {
            if (rules.keepAll()) {
                schedule.remove();
            } else {
                schedule.make();
            }
        } catch (ScheduleException | StatusRuntimeException e) {
            LOG.warn(
                    "Temporal does not let this worker see to the schedule {} ({}): the archive's runs are kept as the schedule"
                            + " says that is there, or all of them. The worker tries again when it starts.",
                    RetentionWorkflow.SCHEDULE,
                    e.getMessage());
        }
    }

    private void make() {
        try {
            schedules.createSchedule(
                    RetentionWorkflow.SCHEDULE,
                    schedule(),
                    ScheduleOptions.newBuilder().build());
        } catch (ScheduleAlreadyRunningException e) {
            LOG.debug("{} is there", RetentionWorkflow.SCHEDULE, e);
        }
    }

    private void remove() {
        try {
            schedules.getHandle(RetentionWorkflow.SCHEDULE).delete();
        } catch (ScheduleException e) {
            if (!isNotThere(e)) {
                throw e;
            }
        }
    }

    private static boolean isNotThere(ScheduleException e) {
        return e.getCause() instanceof StatusRuntimeException cause
                && cause.getStatus().getCode() == Status.Code.NOT_FOUND;
    }

    private static Schedule schedule() {
        return Schedule.newBuilder()
                .setAction(ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(RetentionWorkflow.TYPE)
                        .setOptions(WorkflowOptions.newBuilder()
                                .setWorkflowId(RetentionWorkflow.SCHEDULE)
                                .setTaskQueue(TaskQueues.FORGE)
                                .build())
                        .build())
                .setSpec(ScheduleSpec.newBuilder()
                        .setIntervals(List.of(new ScheduleIntervalSpec(EVERY)))
                        .build())
                .setPolicy(SchedulePolicy.newBuilder()
                        .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                        .setCatchupWindow(EVERY)
                        .build())
                .build();
    }
}
