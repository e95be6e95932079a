package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.Tasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers and supervisors that are killed with SIGKILL. */
class LocalCrashIT {
    @TempDir
    static Path root;

    private final String run = "run-" + UUID.randomUUID();
    private final LocalLab lab = LocalLab.in(root);
    private final Tasks tasks = Tasks.of(lab.image(), run);

    @Test
    void aModuleRunsOnWhenItsWorkerIsKilledAndIsAdopted() throws Exception {
        StepTask task =
                tasks.sh("echo start >> starts; while [ ! -e go ]; do sleep 0.05; done; echo adopted > $FORGE_OUTPUT");
        Process worker = Worker.start(lab, task, "launched");
        Worker.kill(worker, Duration.ZERO);

        JobRuntime adopter = lab.runtime();
        Launched launched = adopter.launch(task);
        Awaitility.await().until(() -> Files.exists(workspace().resolve("starts")));
        Files.createFile(workspace().resolve("go"));

        assertThat(ended(adopter, launched))
                .isInstanceOfSatisfying(
                        StepOutcome.Succeeded.class,
                        success -> assertThat(success.output()).isEqualTo("adopted\n"));
        assertThat(workspace().resolve("starts")).hasContent("start");
    }

    @Test
    void aModuleThatEndedWhileNobodyLookedIsAdoptedWithItsExitCode() throws Exception {
        StepTask task = tasks.sh("echo start >> starts; exit 7");
        Process worker = Worker.start(lab, task, "launched");
        Worker.kill(worker, Duration.ZERO);
        Awaitility.await().until(() -> lab.folderOf(task).marks().exit().isPresent());

        JobRuntime adopter = lab.runtime();

        assertThat(ended(adopter, adopter.launch(task)))
                .isInstanceOfSatisfying(
                        StepOutcome.Failed.class,
                        failed -> assertThat(failed.failure().exitCode()).hasValue(7));
        assertThat(workspace().resolve("starts")).hasContent("start");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 15})
    void aWorkerKilledWhileItLaunchesHasNotStartedItTwice(int milliseconds) throws Exception {
        launchIsKilled(Duration.ofMillis(milliseconds));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("moments")
    void aWorkerKilledAtAnyMomentOfALaunchHasNotStartedItTwice(Duration moment) throws Exception {
        launchIsKilled(moment);
    }

    private void launchIsKilled(Duration moment) throws Exception {
        StepTask task = tasks.sh("echo start >> starts; sleep 0.1");
        Process worker = Worker.start(lab, task, "launching");
        Worker.kill(worker, moment);

        JobRuntime adopter = lab.runtime();

        assertThat(ended(adopter, adopter.launch(task))).isInstanceOf(StepOutcome.Succeeded.class);
        assertThat(workspace().resolve("starts")).hasContent("start");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 8})
    void aSupervisorKilledWhileItStartsLeavesNothingRunning(int milliseconds) throws Exception {
        supervisorIsKilled(Duration.ofMillis(milliseconds));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("moments")
    void aSupervisorKilledAtAnyMomentLeavesNothingRunning(Duration moment) throws Exception {
        supervisorIsKilled(moment);
    }

    private void supervisorIsKilled(Duration moment) throws Exception {
        StepTask task = tasks.sh("echo start >> starts; while :; do echo beat >> beats; sleep 0.01; done");
        JobRuntime runtime = lab.runtime();
        CompletableFuture<Launched> launch = CompletableFuture.supplyAsync(() -> runtime.launch(task));
        AttemptFolder folder = lab.folderOf(task);
        while (!folder.isClaimed()) {
            Thread.onSpinWait();
        }
        Launched launched = launch.get();
        // The moment of the kill is what these tests are about.
        TimeUnit.NANOSECONDS.sleep(moment.toNanos());
        lab.lose(launched);

        StepOutcome outcome = ended(lab.runtime(), launched);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Disrupted.class,
                        disrupted -> assertThat(disrupted.failure().category()).isEqualTo(Category.VANISHED));
        assertThat(left(folder)).isEmpty();
        assertThat(ended(runtime, runtime.launch(task))).isEqualTo(outcome);
        assertThat(left(folder)).isEmpty();
    }

    static Iterable<Duration> moments() {
        return IntStream.range(0, 60)
                .mapToObj(step -> Duration.ofNanos(step * 400_000L))
                .toList();
    }

    /** Looks for the mark itself, so as not to prove a search by the same search. */
    private static List<ProcessHandle> left(AttemptFolder folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> environ(process).contains(folder.output().toString()))
                .toList();
    }

    private static String environ(ProcessHandle process) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ")),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // It ended, which is what is asked.
            return "";
        }
    }

    private Path workspace() {
        return new LocalFolders(root).workspace(run);
    }

    private static StepOutcome ended(JobRuntime runtime, Launched launched) throws InterruptedException {
        return LocalLab.ended(runtime, launched);
    }
}
