package dev.forge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Launching, adopting, listing and letting go. */
abstract class LaunchContract extends RuntimeContract {
    private static final String COUNTS = "echo start >> $FORGE_DATA/starts";

    LaunchContract(Supplier<Lab> labs) {
        super(labs);
    }

    @Test
    void anAttemptIsStartedOnceHoweverOftenItIsLaunched() throws Exception {
        StepTask task = tasks().sh(COUNTS + "; sleep 0.3");

        Launched launched = runtime.launch(task);

        assertThat(runtime.launch(task)).isEqualTo(launched);
        assertThat(another.launch(task)).isEqualTo(launched);
        ended(runtime, launched);
        assertThat(another.launch(task)).isEqualTo(launched);
        assertThat(look("wc -l < starts")).isEqualTo("1");
    }

    @Test
    void anAttemptIsStartedOnceByManyWorkersAtTheSameTime() throws Exception {
        StepTask task = tasks().sh(COUNTS);
        List<Future<Launched>> launches = new ArrayList<>();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (JobRuntime worker : List.of(runtime, another, lab.runtime(), runtime, another, lab.runtime())) {
                launches.add(workers.submit(() -> worker.launch(task)));
            }
        }

        Launched first = launches.getFirst().get();
        for (Future<Launched> launch : launches) {
            assertThat(launch.get()).isEqualTo(first);
        }
        ended(runtime, first);
        assertThat(look("wc -l < starts")).isEqualTo("1");
    }

    @Test
    void aPreviewTellsWhatALaunchWouldMakeAndMakesNothing() {
        StepTask task = tasks().with("BY", "month").sh(COUNTS);

        assertThat(runtime.preview(task).toString()).contains(COUNTS, "BY", "month");
        assertThat(another.runs()).doesNotContain(run);
        assertThat(another.present(run)).isEmpty();
    }

    @Test
    void anotherWorkerSeesTheEndOfWhatThisOneLaunched() throws Exception {
        Launched launched = runtime.launch(tasks().sh("sleep 0.2; echo adopted > $FORGE_OUTPUT"));

        assertThat(output(ended(another, launched))).isEqualTo("adopted\n");
    }

    @Test
    void anotherWorkerAdoptsWhatHasEnded() throws Exception {
        StepTask task = tasks().sh("exit 3");
        StepOutcome outcome = outcome(task);

        assertThat(ended(another, another.launch(task))).isEqualTo(outcome);
    }

    @Test
    void aNameThatIsTakenByAnotherSpecificationIsRefused() throws Exception {
        Launched launched = runtime.launch(tasks().sh("exit 0"));

        assertThatThrownBy(() -> another.launch(tasks().sh("exit 1")))
                .isInstanceOfSatisfying(
                        LaunchRefused.class,
                        refused -> assertThat(refused.failure().message()).contains(launched.name()));
        assertThat(ended(runtime, launched)).isInstanceOf(StepOutcome.Succeeded.class);
    }

    @Test
    void attemptsOfEveryExecutionArePresentUntilTheyEnd() throws Exception {
        Launched old = runtime.launch(tasks().by("execution-1").sh("sleep 60"));
        Launched later = runtime.launch(tasks().by("execution-2").sh("sleep 60"));

        assertThat(another.present(run))
                .containsExactlyInAnyOrder(
                        new JobRuntime.Present(old, "execution-1"), new JobRuntime.Present(later, "execution-2"));

        runtime.end(old, lab.patience());
        assertThat(another.present(run)).containsExactly(new JobRuntime.Present(later, "execution-2"));
        runtime.end(later, lab.patience());
        assertThat(another.present(run)).isEmpty();
    }

    @Test
    void nothingIsPresentOfARunThatNobodyKnows() {
        assertThat(runtime.present("another " + run)).isEmpty();
    }

    @Test
    void logsStayWhenTheJobsAreReleased() throws Exception {
        StepTask task = tasks().sh("echo kept");
        outcome(task);

        runtime.release(run, _ -> true);
        runtime.release(run, _ -> true);

        assertThat(log(task.attempt())).isEqualTo("kept\n");
        assertThat(runtime.present(run)).isEmpty();
    }

    @Test
    void ofARunThatGoesOnOnlyTheJobsOfAnotherExecutionAreReleased() throws Exception {
        outcome(tasks().by("execution-1").sh("exit 0"));
        Launched later = runtime.launch(tasks().by("execution-2").sh(BEATS));
        running(later);

        another.release(run, "execution-1"::equals);

        assertThat(another.runs()).contains(run);
        assertThat(another.present(run)).containsExactly(new JobRuntime.Present(later, "execution-2"));
        assertThat(runtime.end(later, lab.patience())).isEmpty();
        assertThat(ended(another, later)).isInstanceOf(StepOutcome.Failed.class);
    }

    @Test
    void cleaningRemovesTheWorkspaceAndNothingElse() throws Exception {
        Tasks ofAnotherRun = Tasks.of(lab.image(), "another-" + run);
        outcome(ofAnotherRun.sh("echo other > $FORGE_DATA/file"));
        StepTask task =
                tasks().sh("cd $FORGE_DATA; echo kept; mkdir -p a/b; echo x > a/b/c; ln -s / root; chmod 000 a/b");
        outcome(task);

        runtime.clean(run);
        another.clean(run);

        assertThat(look("ls -A | wc -l").strip()).isEqualTo("0");
        assertThat(log(task.attempt())).isEqualTo("kept\n");
        assertThat(output(outcome(ofAnotherRun.as("look").sh("cat $FORGE_DATA/file > $FORGE_OUTPUT"))))
                .isEqualTo("other\n");
    }

    @Test
    void anAttemptThatIsLostIsADisruption() throws Exception {
        Launched launched = runtime.launch(tasks().sh(BEATS));
        awaitFile("beats");

        lab.lose(launched);

        assertThat(ended(another, launched)).isInstanceOf(StepOutcome.Disrupted.class);
        assertNothingBeats();
    }

    @Test
    void aHandleOfWhatIsNotThereIsADisruptionAndStartsNothing() throws Exception {
        Launched launched = runtime.launch(tasks().sh(COUNTS));
        ended(runtime, launched);
        Launched gone = new Launched(launched.name(), launched.uid() + "0");

        assertThat(ended(runtime, gone)).isInstanceOf(StepOutcome.Disrupted.class);
        assertThat(runtime.end(gone, lab.patience())).isEmpty();
        assertThat(look("wc -l < starts")).isEqualTo("1");
    }
}
