package dev.forge.worker;

import static dev.forge.worker.RunEnds.progress;
import static dev.forge.worker.ScriptedActivities.disrupted;
import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.fails;
import static dev.forge.worker.ScriptedActivities.runsUntil;
import static dev.forge.worker.ScriptedActivities.runsUntilCanceled;
import static dev.forge.worker.ScriptedActivities.succeeds;
import static dev.forge.worker.ScriptedActivities.throwing;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.notification.SecretReference;
import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.ResumeRequest;
import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.contract.workflow.LogTarget;
import dev.forge.contract.workflow.NotificationWorkflow;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.TurnsWorkflow;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Records one history of each shape for {@link ReplayTest}. Run once a release, into a new folder; what is recorded
 * is never changed again: {@code mvn -pl worker -am test -Dtest=RecordHistories -Dsurefire.failIfNoSpecifiedTests=false
 * -Dhistories=0.1}.
 */
class RecordHistories {
    private final Path folder =
            Path.of("src/test/resources/histories").resolve(System.getProperty("histories", "unreleased"));

    @Test
    void succeeded() throws Exception {
        record("succeeded", new ScriptedActivities(Plans.weather()).when("monthly", succeeds("42")));
    }

    @Test
    void retriedAndDisrupted() throws Exception {
        record(
                "retried-and-disrupted",
                new ScriptedActivities(Plans.weather()).when("monthly", exits(1), disrupted(), disrupted(), exits(2)));
    }

    @Test
    void memoryGrown() throws Exception {
        RetryRule rule = new RetryRule(2, Duration.ofSeconds(1), List.of(), List.of(), Optional.of(2.0));
        record(
                "memory-grown",
                new ScriptedActivities(Plans.of(Plans.module("monthly", "256Mi", rule)))
                        .when("monthly", fails(Category.OUT_OF_MEMORY), disrupted(), fails(Category.OUT_OF_MEMORY)));
    }

    @Test
    void failed() throws Exception {
        record("failed", new ScriptedActivities(Plans.weather()).always("chart", exits(3)));
    }

    @Test
    void aJobWithItsLogPut() throws Exception {
        LogTarget target = new LogTarget("small", "monthly/" + Stage.RUN_ID + ".log");
        record(
                "job-with-its-log-put",
                new ScriptedActivities(Plans.logged(Plans.of(Plans.module("monthly")), target))
                        .when("monthly", exits(1)));
    }

    @Test
    void refused() throws Exception {
        Resolution refusal =
                new Resolution.Refusal("weather", List.of(Problem.at("/modules", 3, 1, "no modules", "add one")));
        // A run that never had a workspace leaves nothing to clean.
        try (Stage stage = new Stage(new ScriptedActivities(refusal))) {
            save("refused", stage, stage.start("{}"));
        }
    }

    @Test
    void canceledDuringAStep() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        recordCanceled(
                "canceled-during-a-step",
                new ScriptedActivities(Plans.weather()).when("monthly", runsUntilCanceled(started)),
                started);
    }

    @Test
    void canceledBetweenTries() throws Exception {
        CountDownLatch thrown = new CountDownLatch(2);
        recordCanceled(
                "canceled-between-tries",
                new ScriptedActivities(Plans.weather()).always("monthly", throwing(thrown)),
                thrown);
    }

    @Test
    void pausedAndContinued() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ScriptedActivities activities = new ScriptedActivities(Plans.weather()).when("monthly", task -> {
            runsUntil(started, ended).play(task);
            return exits(1).play(task);
        });
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();
            Asking.pause(run, "{\"reason\": \"recorded\"}");
            ended.countDown();
            await().until(() -> progress(run).state() == RunState.PAUSED);
            Asking.goOn(run, "");
            save("paused-and-continued", stage, run);
            saveCleanup("paused-and-continued", stage);
        }
    }

    @Test
    void heldChangedAndContinued() throws Exception {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.held(Plans.weather())).when("chart", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            await().until(() -> progress(run).state() == RunState.HELD);
            Asking.change(run, "{\"step\": \"chart\", \"change\": {\"image\": \"chart:2\"}}");
            Asking.goOn(run, "{\"from\": \"monthly\"}");
            save("held-changed-and-continued", stage, run);
            saveCleanup("held-changed-and-continued", stage);
        }
    }

    @Test
    void canceledWhileHeld() throws Exception {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.held(Plans.weather())).when("chart", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            await().until(() -> progress(run).state() == RunState.HELD);
            run.cancel("recorded");
            save("canceled-while-held", stage, run);
            saveCleanup("canceled-while-held", stage);
        }
    }

    @Test
    void withATurn() throws Exception {
        Concurrency limit = new Concurrency(Optional.of("acme"), 1, Concurrency.Policy.QUEUE);
        try (Stage stage = new Stage(new ScriptedActivities(Plans.limited(Plans.weather(), limit)))) {
            save("with-a-turn", stage, stage.start("{}"));
            saveCleanup("with-a-turn", stage);
            String turns = TurnsWorkflow.idOf("weather", "acme");
            stage.temporal.getWorkflowClient().newUntypedWorkflowStub(turns).getResult(Void.class);
            Files.writeString(folder.resolve("with-a-turn-turns.json"), history(stage, turns));
        }
    }

    @Test
    void toldToOthers() throws Exception {
        Plan plan = Plans.weather()
                .telling(List.of(
                        new NotificationTarget.Webhook(
                                "https://example.com/forge", new SecretReference("forge-webhook", "signing")),
                        new NotificationTarget.QueueReply(
                                NotificationTarget.Broker.RABBITMQ, "replies", Optional.of("order-17"))));
        try (Stage stage = new Stage(new ScriptedActivities(plan).always("chart", exits(3)))) {
            stage.told.ways.put("replies", RecordedTelling.refusing());
            stage.told.ways.put("https://example.com/forge", RecordedTelling.failingFor(2));
            WorkflowStub run = stage.start("{}");
            save("told-to-others", stage, run);
            stage.deliveries(run);
            String telling = NotificationWorkflow.idOf(
                    Stage.RUN_ID, run.describe().getExecution().getRunId());
            Files.writeString(folder.resolve("told-to-others-notification.json"), history(stage, telling));
        }
    }

    @Test
    void continuedAfterItsEnd() throws Exception {
        continued("continued-after-its-end", Optional.of("monthly"), false, run -> {});
    }

    @Test
    void continuedAndHeldAfterItsEnd() throws Exception {
        continued("continued-and-held-after-its-end", Optional.empty(), true, run -> {
            await().until(() -> progress(run).state() == RunState.HELD);
            Asking.change(run, "{\"step\": \"chart\", \"change\": {\"image\": \"chart:2\"}}");
            Asking.goOn(run, "");
        });
    }

    /** The history is that of the second execution. */
    private void continued(String shape, Optional<String> from, boolean hold, Consumer<WorkflowStub> meanwhile)
            throws Exception {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("chart", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub failed = stage.start("{}");
            awaitEnd(failed);
            String execution = failed.describe().getExecution().getRunId();
            WorkflowStub run = stage.start(new ResumeRequest(execution, from, hold).json());
            meanwhile.accept(run);
            save(shape, stage, run);
            saveCleanup(shape, stage);
        }
    }

    private void record(String shape, ScriptedActivities activities) throws IOException {
        try (Stage stage = new Stage(activities)) {
            save(shape, stage, stage.start("{}"));
            saveCleanup(shape, stage);
        }
    }

    private void recordCanceled(String shape, ScriptedActivities activities, CountDownLatch when) throws Exception {
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            when.await();
            run.cancel("recorded");
            save(shape, stage, run);
            saveCleanup(shape, stage);
        }
    }

    private void save(String shape, Stage stage, WorkflowStub run) throws IOException {
        awaitEnd(run);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(shape + ".json"), history(stage, Stage.RUN_ID));
    }

    private void saveCleanup(String shape, Stage stage) throws IOException {
        stage.awaitCleanup();
        Files.writeString(folder.resolve(shape + "-cleanup.json"), history(stage, Stage.CLEANUP_ID));
    }

    private static void awaitEnd(WorkflowStub run) {
        try {
            run.getResult(RunReport.class);
        } catch (WorkflowFailedException ended) {
            // However it ended: its history is what is wanted.
            return;
        }
    }

    private static String history(Stage stage, String workflowId) {
        return stage.temporal.getWorkflowClient().fetchHistory(workflowId).toJson(true) + "\n";
    }
}
