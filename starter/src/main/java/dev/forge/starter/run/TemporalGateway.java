package dev.forge.starter.run;

import com.google.protobuf.ByteString;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.workflow.ExecutionInput;
import dev.forge.contract.workflow.NotificationWorkflow;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.RebuildWorkflow;
import dev.forge.contract.workflow.TurnsWorkflow;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The starter's calls to Temporal about runs. */
@Singleton
public class TemporalGateway {
    /** A worker answers a query in milliseconds, or after a replay; without one the answer never comes. */
    private static final Duration QUERY_DEADLINE = Duration.ofSeconds(2);

    /** {@link PipelineWorkflow#progress()}, by the SDK's rule for names. */
    private static final String PROGRESS_QUERY = "progress";

    private static final Duration PING_DEADLINE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(TemporalGateway.class);

    private final TemporalCalls calls;

    TemporalGateway(TemporalCalls calls) {
        this.calls = calls;
    }

    String namespace() {
        return calls.namespace();
    }

    public DataConverter converter() {
        return calls.converter();
    }

    /**
     * Starts a workflow.
     *
     * @return whether it was this call that started it; if not, the workflow id has been used before
     */
    boolean start(StartWorkflowExecutionRequest request) {
        try {
            return calls.stub().startWorkflowExecution(request).getStarted();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
                return false;
            }
            throw calls.failed(e);
        }
    }

    /** What Temporal knows of a run; empty where there is none of that id, or it is a workflow of another type. */
    Optional<DescribeWorkflowExecutionResponse> describe(String runId) {
        return described(runId)
                .filter(any ->
                        any.getWorkflowExecutionInfo().getType().getName().equals(PipelineWorkflow.TYPE));
    }

    private Optional<DescribeWorkflowExecutionResponse> described(String workflowId) {
        try {
            DescribeWorkflowExecutionResponse found = calls.stub()
                    .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace(namespace())
                            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                            .build());
            return Optional.of(found);
        } catch (StatusRuntimeException e) {
            if (TemporalCalls.isNotThere(e) || e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
                // An id that Temporal would not have taken (too long) has no run either.
                return Optional.empty();
            }
            throw calls.failed(e);
        }
    }

    /** What Temporal knows of the last rebuild of the archive; empty where there was none. */
    Optional<DescribeWorkflowExecutionResponse> rebuild() {
        return described(RebuildWorkflow.ID);
    }

    /** How any workflow stands; empty where there is none of that id. */
    Optional<WorkflowExecutionStatus> status(String workflowId) {
        return described(workflowId)
                .map(found -> found.getWorkflowExecutionInfo().getStatus());
    }

    /** The same, less what its activities say of themselves. */
    Optional<Execution> find(String runId) {
        return describe(runId).map(found -> new Execution(found.getWorkflowExecutionInfo(), converter()));
    }

    /** What a run was started with, as text; empty where Temporal has forgotten it meanwhile. */
    Optional<String> input(String runId, String execution) {
        try {
            return Optional.of(ExecutionInput.text(
                    calls.stub().getWorkflowExecutionHistory(ExecutionInput.request(namespace(), runId, execution)),
                    converter()));
        } catch (StatusRuntimeException e) {
            if (TemporalCalls.isNotThere(e)) {
                return Optional.empty();
            }
            throw calls.failed(e);
        }
    }

    /** A page of the runs that a visibility query finds. */
    ListWorkflowExecutionsResponse list(String query, int limit, ByteString token) {
        try {
            return calls.stub()
                    .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                            .setNamespace(namespace())
                            .setQuery(query)
                            .setPageSize(limit)
                            .setNextPageToken(token)
                            .build());
        } catch (StatusRuntimeException e) {
            throw calls.failed(e);
        }
    }

    /** How many runs are open, as visibility knows it: with a search index, a moment late. */
    public long openRuns() {
        try {
            return calls.stub()
                    .countWorkflowExecutions(CountWorkflowExecutionsRequest.newBuilder()
                            .setNamespace(namespace())
                            .setQuery(VisibilityQuery.open().text())
                            .build())
                    .getCount();
        } catch (StatusRuntimeException e) {
            throw calls.failed(e);
        }
    }

    /** What the workflow itself says of its progress; empty where no worker answers in time. */
    Optional<RunReport> progress(Execution execution) {
        WorkflowExecution run = WorkflowExecution.newBuilder()
                .setWorkflowId(execution.runId())
                .setRunId(execution.temporalRunId())
                .build();
        return query(run, WorkflowQuery.newBuilder().setQueryType(PROGRESS_QUERY), RunReport.class);
    }

    /** Where a run stands among those that wait for their turn; empty where nobody says so in time. */
    Optional<TurnsWorkflow.Place> place(String turns, String runId) {
        WorkflowQuery.Builder query = WorkflowQuery.newBuilder().setQueryType(TurnsWorkflow.PLACE);
        converter().toPayloads(runId).ifPresent(query::setQueryArgs);
        WorkflowExecution workflow =
                WorkflowExecution.newBuilder().setWorkflowId(turns).build();
        return query(workflow, query, TurnsWorkflow.Place.class);
    }

    /** What Temporal knows of those who are told of one end of a run; empty where there are none, or it has forgotten. */
    public Optional<DescribeWorkflowExecutionResponse> notifications(FoundRun run) {
        return described(NotificationWorkflow.idOf(run.report().id(), run.temporalRunId()));
    }

    /** What their workflow says of them; empty where no worker answers in time. */
    public Optional<List<NotificationWorkflow.Delivery>> deliveries(WorkflowExecution notifications) {
        return query(
                        notifications,
                        WorkflowQuery.newBuilder().setQueryType(NotificationWorkflow.DELIVERIES),
                        NotificationWorkflow.Delivery[].class)
                .map(List::of);
    }

    private <T> Optional<T> query(WorkflowExecution workflow, WorkflowQuery.Builder query, Class<T> answer) {
        try {
            Payloads result = calls.stub(QUERY_DEADLINE)
                    .queryWorkflow(QueryWorkflowRequest.newBuilder()
                            .setNamespace(namespace())
                            .setExecution(workflow)
                            .setQuery(query)
                            .build())
                    .getQueryResult();
            return Optional.of(converter().fromPayloads(0, Optional.of(result), answer, answer));
        } catch (StatusRuntimeException | DataConverterException e) {
            // Whatever keeps a worker from answering, the run can be told from Describe; that Temporal itself is
            // away, the next call to it says.
            LOG.debug("workflow {}: no answer to {}", workflow.getWorkflowId(), query.getQueryType(), e);
            return Optional.empty();
        }
    }

    /**
     * Asks a workflow to cancel itself.
     *
     * @return false where it has ended
     */
    boolean requestCancel(Execution execution, String reason) {
        try {
            calls.stub()
                    .requestCancelWorkflowExecution(RequestCancelWorkflowExecutionRequest.newBuilder()
                            .setNamespace(namespace())
                            .setWorkflowExecution(WorkflowExecution.newBuilder()
                                    .setWorkflowId(execution.runId())
                                    .setRunId(execution.temporalRunId()))
                            .setReason(reason)
                            .build());
            return true;
        } catch (StatusRuntimeException e) {
            if (TemporalCalls.isNotThere(e)) {
                return false;
            }
            throw calls.failed(e);
        }
    }

    /** Returns once Temporal has answered for our namespace. */
    public void ping() {
        try {
            calls.stub(PING_DEADLINE)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(namespace())
                            .build());
        } catch (StatusRuntimeException e) {
            throw calls.failed(e);
        }
    }
}
