package dev.forge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.step.Category;
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

/** Barring attempts, so that nobody launches them any more. */
abstract class BarringContract extends RuntimeContract {
    private static final String STARTS = "echo start >> $FORGE_DATA/starts";

    BarringContract(Supplier<Lab> labs) {
        super(labs);
    }

    @Test
    void anAttemptThatWasBarredIsNeverLaunched() throws Exception {
        StepTask task = tasks().sh(STARTS);
        runtime.bar(task);

        Launched late = another.launch(task);

        assertCanceledWithoutAStart(ended(another, late));
        assertNothingStarted();
    }

    @Test
    void itStaysBarredWhenItsRunIsReleased() throws Exception {
        StepTask task = tasks().sh(STARTS);
        outcome(tasks().as("before").sh("true"));
        runtime.bar(task);

        runtime.release(run, _ -> true);
        await().atMost(lab.patience()).until(() -> !runtime.runs().contains(run));

        assertCanceledWithoutAStart(ended(another, another.launch(task)));
        assertNothingStarted();
    }

    @Test
    void whatWasEndedStaysBarredWhenItsRunIsReleased() throws Exception {
        StepTask task = tasks().sh(STARTS + "; sleep 60");
        Launched launched = runtime.launch(task);
        awaitFile("starts");
        runtime.end(launched, lab.patience());
        StepOutcome outcome = ended(runtime, launched);

        runtime.release(run, _ -> true);
        await().atMost(lab.patience()).until(() -> !runtime.runs().contains(run));

        assertThat(another.launch(task)).isEqualTo(launched);
        assertThat(ended(another, launched)).isEqualTo(outcome);
        assertThat(look("wc -l < starts")).isEqualTo("1");
    }

    @Test
    void itIsSeenToHaveEndedAtOnceAndIsNotPresent() throws Exception {
        StepTask task = tasks().sh("true");

        runtime.bar(task);

        assertThat(another.present(run)).isEmpty();
        assertThat(another.runs()).doesNotContain(run);
        assertThat(runtime.end(another.launch(task), briefly())).isEmpty();
    }

    @Test
    void barringAgainChangesNothing() throws Exception {
        StepTask task = tasks().sh(STARTS);
        runtime.bar(task);
        Launched late = runtime.launch(task);
        StepOutcome outcome = ended(runtime, late);

        runtime.bar(task);
        another.bar(task);

        assertThat(another.launch(task)).isEqualTo(late);
        assertThat(ended(another, late)).isEqualTo(outcome);
    }

    @Test
    void whatWasLaunchedBeforeGoesOn() throws Exception {
        StepTask task = tasks().sh("until [ -e $FORGE_DATA/go ]; do sleep 0.05; done; echo done > $FORGE_OUTPUT");
        Launched launched = runtime.launch(task);

        another.bar(task);

        assertThat(another.present(run)).extracting(JobRuntime.Present::attempt).containsExactly(launched);
        look("touch go");
        assertThat(output(ended(runtime, launched))).isEqualTo("done\n");
    }

    @Test
    void whatHasEndedBeforeStaysAsItEnded() throws Exception {
        StepTask task = tasks().sh("exit 3");
        StepOutcome outcome = outcome(task);

        another.bar(task);

        assertThat(ended(another, another.launch(task))).isEqualTo(outcome);
    }

    @Test
    void otherAttemptsOfTheStepAreNotBarred() throws Exception {
        runtime.bar(tasks().sh("true"));

        assertThat(outcome(tasks().attempt(2).sh("true"))).isInstanceOf(StepOutcome.Succeeded.class);
    }

    @Test
    void whoeverComesFirstOfThoseWhoLaunchAndThoseWhoBarDecides() throws Exception {
        StepTask task = tasks().sh(STARTS);
        List<Future<Launched>> launches = new ArrayList<>();
        List<Future<?>> bars = new ArrayList<>();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (JobRuntime worker : List.of(lab.runtime(), lab.runtime(), lab.runtime())) {
                launches.add(workers.submit(() -> worker.launch(task)));
                bars.add(workers.submit(() -> worker.bar(task)));
            }
        }

        for (Future<?> bar : bars) {
            bar.get();
        }
        Launched first = launches.getFirst().get();
        for (Future<Launched> launch : launches) {
            assertThat(launch.get()).isEqualTo(first);
        }
        if (ended(runtime, first) instanceof StepOutcome.Succeeded) {
            assertThat(look("wc -l < starts")).isEqualTo("1");
        } else {
            assertCanceledWithoutAStart(ended(another, first));
            assertNothingStarted();
        }
    }

    private void assertCanceledWithoutAStart(StepOutcome outcome) {
        assertThat(failure(outcome).category()).isEqualTo(Category.CANCELED);
        assertThat(outcome.startedAt()).isEmpty();
    }

    private void assertNothingStarted() throws InterruptedException {
        assertThat(look("ls -A").lines()).doesNotContain("starts");
    }
}
