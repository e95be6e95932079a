package dev.forge.worker;

import com.google.protobuf.ByteString;
import dev.forge.activities.ForgeTurns;
import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.NotificationWorkflow;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.RunActivities;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.contract.workflow.TurnsWorkflow;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.RawValue;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A Temporal that skips time, with the real workflows and scripted activities on it. */
final class Stage implements AutoCloseable {
    static final String RUN_ID = "weather-7k2m9x";
    static final String CLEANUP_ID = "cleanup/" + RunKey.of(RUN_ID);

    final TestWorkflowEnvironment temporal;
    final Worker worker;
    final RecordedTelling told = new RecordedTelling();

    Stage(ScriptedActivities activities, WorkerInterceptor... interceptors) {
        this(activities, WorkerFactoryOptions.newBuilder().setWorkerInterceptors(interceptors));
    }

    /** Its worker remembers no run: each of its tasks replays the whole history, as after a restart. */
    static Stage forgetful(ScriptedActivities activities) {
        return new Stage(activities, WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0));
    }

    /** With turns kept at a rhythm of their own; its worker remembers one workflow at a time, and replays all others. */
    static Stage ofTurns(RunActivities activities, Predicate<String> isAtWork, TurnsRhythm rhythm) {
        return new Stage(activities, WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(1), isAtWork, rhythm);
    }

    private Stage(RunActivities activities, WorkerFactoryOptions.Builder factory) {
        this(activities, factory, _ -> false, TurnsRhythm.DEFAULT);
    }

    private Stage(
            RunActivities activities,
            WorkerFactoryOptions.Builder factory,
            Predicate<String> isAtWork,
            TurnsRhythm rhythm) {
        temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(HistoryFormat.dataConverter())
                        .build())
                .setWorkerFactoryOptions(
                        factory.setUsingVirtualWorkflowThreads(true).build())
                .registerSearchAttribute(RunAttributes.PIPELINE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(RunAttributes.STATUS.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .build());
        worker = temporal.newWorker(
                TaskQueues.FORGE,
                WorkerOptions.newBuilder()
                        .setMaxHeartbeatThrottleInterval(Duration.ofMillis(100))
                        .build());
        worker.registerWorkflowImplementationTypes(
                PipelineWorkflowImpl.class, CleanupWorkflowImpl.class, NotificationWorkflowImpl.class);
        worker.registerWorkflowImplementationFactory(TurnsWorkflow.class, () -> new TurnsWorkflowImpl(rhythm));
        worker.registerActivitiesImplementations(activities, new ForgeTurns(isAtWork));
        temporal.newWorker(TaskQueues.STARTER).registerActivitiesImplementations(told);
        temporal.start();
    }

    /** Starts a run as the starter does, with a request taken raw. */
    WorkflowStub start(String request) {
        return start(RUN_ID, request);
    }

    WorkflowStub start(String id, String request) {
        return start(id, request, Map.of());
    }

    /** The same with what the starter tells of it. */
    WorkflowStub start(String request, Map<String, Object> memo) {
        return start(RUN_ID, request, memo);
    }

    private WorkflowStub start(String id, String request, Map<String, Object> memo) {
        WorkflowStub run = stub(id, memo);
        run.start(new RawValue(Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8(request))
                .build()));
        return run;
    }

    WorkflowStub stub() {
        return stub(RUN_ID, Map.of());
    }

    private WorkflowStub stub(String id, Map<String, Object> memo) {
        return temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        PipelineWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.FORGE)
                                .setWorkflowId(id)
                                .setMemo(memo)
                                .build());
    }

    RunReport result(WorkflowStub run) {
        return run.getResult(RunReport.class);
    }

    RunReport memoReport(WorkflowStub run) {
        return Optional.ofNullable(run.describe().getMemo(RunAttributes.MEMO_REPORT, RunReport.class, RunReport.class))
                .orElseThrow();
    }

    /** The run's state as lists and searches know it. */
    String status(WorkflowStub run) {
        return Optional.ofNullable(run.describe().getMemo(RunAttributes.MEMO_STATUS, String.class, String.class))
                .orElseThrow();
    }

    /** How many timers the run has begun. */
    long timers() {
        return temporal.getWorkflowClient().fetchHistory(RUN_ID).getEvents().stream()
                .filter(HistoryEvent::hasTimerStartedEventAttributes)
                .count();
    }

    /** Lets the time pass until what the run has left is gone. */
    void awaitCleanup() {
        temporal.getWorkflowClient().newUntypedWorkflowStub(CLEANUP_ID).getResult(Void.class);
    }

    /** The notifications of an end of the run, once all of them have come to an end. */
    List<NotificationWorkflow.Delivery> deliveries(WorkflowStub run) {
        return List.of(temporal.getWorkflowClient()
                .newUntypedWorkflowStub(NotificationWorkflow.idOf(
                        RUN_ID, run.describe().getExecution().getRunId()))
                .getResult(NotificationWorkflow.Delivery[].class));
    }

    @Override
    public void close() {
        temporal.close();
    }
}
