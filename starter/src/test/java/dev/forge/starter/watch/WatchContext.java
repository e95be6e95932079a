package dev.forge.starter.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.Sighting;
import dev.forge.archive.records.SightingCounts;
import dev.forge.archive.records.WatchPut;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.WatchParser;
import dev.forge.contract.pipeline.WatchSpec;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.SearchAttributes;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.BucketListing;
import dev.forge.starter.NearFiles;
import dev.forge.starter.StarterSettings;
import dev.forge.starter.harness.MemoryLogs;
import dev.forge.starter.harness.TemporalServer;
import dev.forge.starter.worker.StarterWorker;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import java.util.Optional;

/** What a starter does about watches, on a real archive and a real Temporal, without its HTTP and its worker. */
final class WatchContext implements AutoCloseable {
    private final Archive archive;
    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;
    private final ApplicationContext context;
    private final UnstartableRuns unstartable = new UnstartableRuns();

    WatchContext(String namespace, Archive archive, BucketListing buckets) {
        this(namespace, archive, buckets, WatchSlots.DEFAULT);
    }

    WatchContext(String namespace, Archive archive, BucketListing buckets, WatchSlots slots) {
        this.archive = archive;
        stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(TemporalServer.shared().address())
                .setGrpcClientInterceptors(List.of(unstartable))
                .build());
        client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(namespace)
                        .setDataConverter(HistoryFormat.dataConverter())
                        .build());
        SearchAttributes.ensure(stubs, namespace);
        context = ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .beanDefinitions(
                        RuntimeBeanDefinition.of(StarterSettings.class, StarterSettings::anyPort),
                        RuntimeBeanDefinition.of(WorkflowClient.class, () -> client),
                        RuntimeBeanDefinition.of(AttemptLogs.class, MemoryLogs::new),
                        RuntimeBeanDefinition.of(NearFiles.class, () -> NearFiles.NONE),
                        RuntimeBeanDefinition.of(Archive.class, () -> archive),
                        RuntimeBeanDefinition.of(WatchSlots.class, () -> slots),
                        RuntimeBeanDefinition.of(BucketListing.class, () -> buckets))
                .start();
    }

    void pipeline(String json) {
        JsonNode content = json(json);
        archive.pipelines().put(content.path("name").asText(), content);
    }

    static JsonNode json(String text) {
        try {
            return HistoryFormat.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static WatchSpec spec(String text) {
        return switch (WatchParser.parse(text)) {
            case Asked.Valid(WatchSpec spec) -> spec;
            case Asked.Invalid<WatchSpec> invalid ->
                throw new AssertionError(invalid.problems().toString());
        };
    }

    WatchPut put(String watch) {
        return watches().put(spec(watch), any -> true);
    }

    BucketWatches watches() {
        return context.getBean(BucketWatches.class);
    }

    ObjectSightings sightings() {
        return context.getBean(ObjectSightings.class);
    }

    /** Turns until nothing more is to be done at once. */
    void turns(String name) {
        while (turn(name)) {}
    }

    /** One turn, as a watch at work takes it. */
    boolean turn(String name) {
        return turn(name, () -> {});
    }

    /** The same of an activity that is asked whether it is still to go on. */
    boolean turn(String name, Runnable check) {
        return context.getBean(WatchTurn.class)
                .take(archive.watches().find(name).orElseThrow(), check);
    }

    SightingCounts counts(String name) {
        return archive.sightings().counts(name);
    }

    /** The ids of the runs that it has started, with their inputs asked for by {@link #input}. */
    List<String> runs(String name) {
        return archive
                .sightings()
                .list(name, Optional.of(Sighting.State.STARTED), Optional.empty(), 10_000)
                .items()
                .stream()
                .map(Sighting::runId)
                .toList();
    }

    /** How many executions Temporal has of a run. */
    long executions(String runId) {
        return client.listExecutions("WorkflowId = '" + runId + "'").count();
    }

    JsonNode input(String runId) {
        return json(client.fetchHistory(runId)
                .getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getInput()
                .getPayloads(0)
                .getData()
                .toStringUtf8());
    }

    /** Starts a run as a starter does that dies before it notes that. */
    void startAs(String runId) {
        client.newUntypedWorkflowStub(
                        PipelineWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(runId)
                                .setTaskQueue(TaskQueues.FORGE)
                                .build())
                .start("{}");
    }

    /** From now on Temporal fails to start runs of these keys. */
    void failStartsOf(String... keys) {
        unstartable.of(List.of(keys));
    }

    /** From now on something happens while each run's start is under way. */
    void atEachStart(Runnable work) {
        unstartable.atEach(work);
    }

    /** Serves the task queues of a starter. */
    void serve() {
        context.getBean(StarterWorker.class).begin();
    }

    WorkflowClient client() {
        return client;
    }

    Archive archive() {
        return archive;
    }

    @Override
    public void close() {
        context.close();
        stubs.shutdownNow();
    }
}
