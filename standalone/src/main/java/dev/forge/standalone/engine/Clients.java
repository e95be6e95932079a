package dev.forge.standalone.engine;

import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.WatchWorkflow;
import io.grpc.ClientInterceptor;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.context.ContextPropagator;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;

/** A client of the engine's Temporal; it connects when it is first used. */
record Clients(WorkflowServiceStubs stubs, WorkflowClient client) implements AutoCloseable {
    private static final CountWorkflowExecutionsRequest OPEN_RUNS = open("'" + PipelineWorkflow.TYPE + "'");

    /** A watch starts runs only while an engine is up. */
    private static final CountWorkflowExecutionsRequest OPEN_RUNS_AND_WATCHES =
            open("'" + PipelineWorkflow.TYPE + "', '" + WatchWorkflow.TYPE + "'");

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);

    static Clients of(String address, List<ClientInterceptor> interceptors) {
        return of(address, interceptors, List.of());
    }

    /** The same, of a worker that carries something from a run's start to its activities. */
    static Clients of(String address, List<ClientInterceptor> interceptors, List<ContextPropagator> propagators) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                .setGrpcClientInterceptors(interceptors)
                // The first call of all asks what this Temporal can do; on a busy machine 5 s have been too few.
                .setSystemInfoTimeout(CONNECT_LIMIT)
                .build());
        return new Clients(
                stubs,
                WorkflowClient.newInstance(
                        stubs,
                        WorkflowClientOptions.newBuilder()
                                .setDataConverter(HistoryFormat.dataConverter())
                                .setContextPropagators(propagators)
                                .build()));
    }

    /**
     * Connects, once Temporal answers. A call that came too early has the channel wait before it tries again, and
     * refuse all calls meanwhile.
     */
    void connect() {
        stubs.getRawChannel().resetConnectBackoff();
        stubs.connect(CONNECT_LIMIT);
    }

    private static CountWorkflowExecutionsRequest open(String types) {
        return CountWorkflowExecutionsRequest.newBuilder()
                .setNamespace("default")
                .setQuery("WorkflowType IN (" + types + ") AND ExecutionStatus = 'Running'")
                .build();
    }

    /** Whether there is anything for which an engine has to stay. */
    boolean isNeeded() {
        return stubs.blockingStub()
                        .countWorkflowExecutions(OPEN_RUNS_AND_WATCHES)
                        .getCount()
                > 0;
    }

    boolean hasOpenRuns() {
        return stubs.blockingStub().countWorkflowExecutions(OPEN_RUNS).getCount() > 0;
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }
}
