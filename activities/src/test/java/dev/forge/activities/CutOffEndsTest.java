package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.contract.notification.Ending;
import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.notification.NotificationTarget.Webhook;
import dev.forge.contract.notification.SecretReference;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.NotificationWorkflow;
import dev.forge.contract.workflow.NotificationWorkflow.Addressee;
import dev.forge.contract.workflow.NotificationWorkflow.Announcement;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunActivities.RunRef;
import dev.forge.contract.workflow.RunAttributes;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.Payloads;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CutOffEndsTest {
    private static final String RUN = "weather-7k2m9x";
    private static final QueueReply REPLY = new QueueReply(Broker.RABBITMQ, "replies", Optional.of("17"));
    private static final Webhook SUCCESSES = new Webhook(
            "https://example.com/", new SecretReference("forge-webhook", "signing"), List.of(Ending.SUCCEEDED));
    private static final Map<String, Object> ASKED =
            Map.of("pipeline", "nobodys", "replyTo", Map.of("rabbitmq", "asked"));
    private static final String WORKED_AT = "worked at";
    private static final WatchedObject OSLO = new WatchedObject("weather", "in/oslo.csv", "0cc1", 2048);

    private final TestWorkflowEnvironment temporal =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                            .setDataConverter(HistoryFormat.dataConverter())
                            .build())
                    .build());
    private final WorkflowClient client = temporal.getWorkflowClient();
    private PipelineCatalog catalog = (_, _) -> Optional.empty();
    private List<NotificationTarget> settled = List.of(SUCCESSES, REPLY);

    /** A run that has its request resolved, and then ends as it was asked to, or not at all. */
    @WorkflowInterface
    public interface Resolved {
        @WorkflowMethod(name = PipelineWorkflow.TYPE)
        void run(Map<String, Object> request);

        @QueryMethod
        boolean isResolved();
    }

    /** The first thing that a run does. */
    @ActivityInterface
    public interface Resolves {
        Resolution resolve(Map<String, Object> request);
    }

    /** The same. */
    public static final class ResolvedImpl implements Resolved {
        private boolean resolved;

        @Override
        public void run(Map<String, Object> request) {
            Workflow.newActivityStub(
                            Resolves.class,
                            ActivityOptions.newBuilder()
                                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                                    .build())
                    .resolve(request);
            resolved = true;
            Workflow.await(() -> request.containsKey("end"));
        }

        @Override
        public boolean isResolved() {
            return resolved;
        }
    }

    @BeforeEach
    void start() {
        Worker worker = temporal.newWorker(WORKED_AT);
        worker.registerWorkflowImplementationTypes(ResolvedImpl.class);
        worker.registerActivitiesImplementations((Resolves)
                _ -> new Resolution.Plan("weather", List.of(), 5, Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO)
                        .telling(settled));
        temporal.start();
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    @Test
    void whoeverWantsToHearOfAFailureIsToldAsThatWasSettledWhenTheRunWasResolved() {
        String execution = terminated(ASKED);

        ends().tell(new RunRef(RUN, execution));

        Announcement told = told(execution);
        assertThat(told.addressees()).containsExactly(new Addressee(execution + "-2", REPLY));
        assertThat(told.end().run()).isEqualTo(RUN);
        assertThat(told.end().temporalRunId()).isEqualTo(execution);
        assertThat(told.end().pipeline()).isEqualTo("weather");
        assertThat(told.end().state()).isEqualTo(RunState.FAILED);
        assertThat(told.end().category()).contains(Category.INTERNAL);
        assertThat(told.end().failure().orElseThrow()).contains("terminated", "Try: submit it again");
        assertThat(told.end().exitCode()).isEmpty();
        assertThat(told.end().watch()).contains(OSLO);
    }

    @Test
    void whoeverComesSecondTellsNobodyThoughTheFirstHasDoneSo() {
        String execution = terminated(ASKED);
        ends().tell(new RunRef(RUN, execution));
        ends().tell(new RunRef(RUN, execution));
        WorkflowStub notification = client.newUntypedWorkflowStub(NotificationWorkflow.idOf(RUN, execution));
        String telling = notification.describe().getExecution().getRunId();
        notification.terminate("it has told all");

        ends().tell(new RunRef(RUN, execution));

        assertThat(client.newUntypedWorkflowStub(NotificationWorkflow.idOf(RUN, execution))
                        .describe()
                        .getExecution()
                        .getRunId())
                .isEqualTo(telling);
    }

    @Test
    void ofARunThatNobodyHasResolvedItsRequestSaysWhoIsTold() {
        WorkflowStub run = started(ASKED, "nobody works at");
        run.terminate("gone");
        String execution = execution(run);

        ends().tell(new RunRef(RUN, execution));

        assertThat(told(execution).addressees())
                .extracting(Addressee::target)
                .containsExactly(new QueueReply(Broker.RABBITMQ, "asked", Optional.empty()));
    }

    @Test
    void anArchiveThatIsAwayWhenThePipelineIsLookedUpIsToBeTriedAgain() {
        catalog = (name, _) ->
                Archive.absent().pipelines().get(name).map(found -> new PipelineCatalog.Version(found.version(), ""));
        WorkflowStub run = started(ASKED, "nobody works at");
        run.terminate("gone");

        assertThatThrownBy(() -> ends().tell(new RunRef(RUN, execution(run)))).isInstanceOf(ArchiveUnavailable.class);
    }

    @Test
    void aRunThatEndedByItselfHasToldOthersItself() {
        WorkflowStub run = started(Map.of("end", true), WORKED_AT);
        run.getResult(Void.class);

        ends().tell(new RunRef(RUN, execution(run)));

        assertThatNobodyIsTold(execution(run));
    }

    @Test
    void whereNobodyIsToldThereIsNobodyToTell() {
        settled = List.of(SUCCESSES);
        String execution = terminated(ASKED);

        ends().tell(new RunRef(RUN, execution));

        assertThatNobodyIsTold(execution);
    }

    @Test
    void anExecutionThatTemporalHasForgottenMeanwhileIsLeftAtThat() {
        RunRef gone = new RunRef("gone", UUID.randomUUID().toString());

        assertThatCode(() -> ends().tell(gone)).doesNotThrowAnyException();
    }

    @Test
    void withoutAnArchiveThereIsNothingToKeep() {
        RunRef run = new RunRef(RUN, terminated(ASKED));

        assertThatCode(() -> ends().keep(run)).doesNotThrowAnyException();
    }

    private CutOffEnds ends() {
        return new CutOffEnds(client, Archive.absent(), new Audience(client, new Resolver(RunPolicy.DEFAULT, catalog)));
    }

    private String terminated(Map<String, Object> request) {
        WorkflowStub run = started(request, WORKED_AT);
        Awaitility.await().until(() -> run.query("isResolved", Boolean.class));
        run.terminate("gone");
        return execution(run);
    }

    private WorkflowStub started(Map<String, Object> request, String queue) {
        WorkflowStub run = client.newUntypedWorkflowStub(
                PipelineWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(RUN)
                        .setTaskQueue(queue)
                        .setMemo(Map.of(RunAttributes.MEMO_PIPELINE, "weather", RunAttributes.MEMO_WATCH, OSLO))
                        .build());
        run.start(request);
        return run;
    }

    private static String execution(WorkflowStub run) {
        return run.describe().getExecution().getRunId();
    }

    private Announcement told(String execution) {
        Payloads input = client.fetchHistory(NotificationWorkflow.idOf(RUN, execution))
                .getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getInput();
        return HistoryFormat.dataConverter()
                .fromPayloads(0, Optional.of(input), Announcement.class, Announcement.class);
    }

    private void assertThatNobodyIsTold(String execution) {
        WorkflowStub notification = client.newUntypedWorkflowStub(NotificationWorkflow.idOf(RUN, execution));
        assertThatThrownBy(notification::describe).isInstanceOf(WorkflowNotFoundException.class);
    }
}
