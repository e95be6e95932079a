package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.LaunchRefused;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.Tasks;
import dev.forge.runtime.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the contract suite cannot know of processes, signals and files. */
class LocalAttemptIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    static Path root;

    private final Tasks tasks = Tasks.of("image", "run-" + UUID.randomUUID());
    private final LocalLab lab = LocalLab.in(root);
    private final JobRuntime runtime = lab.runtime();

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDaemonThatLeftTheProcessGroupEndsToo() throws Exception {
        StepTask task =
                tasks.sh("setsid sh -c 'echo $$$$ > daemon; exec sleep 60' & while [ ! -s daemon ]; do :; done");

        assertThat(ended(runtime.launch(task))).isInstanceOf(StepOutcome.Succeeded.class);

        long daemon =
                Long.parseLong(Files.readString(workspace().resolve("daemon")).strip());
        await().untilAsserted(() -> assertThat(ProcessHandle.of(daemon)).isEmpty());
    }

    @Test
    void bothStreamsAreOneFileInTheOrderInWhichTheyWereWritten() throws Exception {
        StepTask task = tasks.sh("for i in 1 2; do echo out $i; echo err $i >&2; done");
        ended(runtime.launch(task));

        assertThat(lab.logs().read(task.attempt(), 0, 1000).orElseThrow().bytes())
                .asString()
                .isEqualTo("out 1\nerr 1\nout 2\nerr 2\n");
    }

    @Test
    void aStepNeverRunsInANewFolderInPlaceOfTheWorkspaceThatIsGone() {
        StepTask first = tasks.sh("true");
        StepTask later = new StepTask(
                first.attempt(),
                first.kind(),
                first.image(),
                first.command(),
                first.args(),
                first.env(),
                first.resources(),
                first.timeout(),
                StepTask.Workspace.CONTINUED);

        assertThatThrownBy(() -> runtime.launch(later))
                .isInstanceOfSatisfying(
                        LaunchRefused.class,
                        refused -> assertThat(refused.failure().category()).isEqualTo(Category.STORAGE));
        assertThat(workspace()).doesNotExist();
    }

    @Test
    void whatATerminalSendsToTheWorkerDoesNotReachTheModule() throws Exception {
        StepTask task = tasks.sh("touch ready; while [ ! -e go ]; do sleep 0.02; done; exit 5");
        Launched launched = runtime.launch(task);
        await().until(() -> Files.exists(workspace().resolve("ready")));

        for (String signal : List.of("INT", "HUP", "QUIT", "TERM", "INT")) {
            send(signal, lab.folder(launched).claimant().orElseThrow().pid());
        }
        Files.createFile(workspace().resolve("go"));

        assertThat(ended(launched))
                .isInstanceOfSatisfying(
                        StepOutcome.Failed.class,
                        failed -> assertThat(failed.failure().exitCode()).hasValue(5));
    }

    @Test
    void aModuleThatWasStoppedHasNotEnded() throws Exception {
        Launched launched = runtime.launch(tasks.sh("touch ready; sleep 60"));
        await().until(() -> Files.exists(workspace().resolve("ready")));
        long module =
                lab.folder(launched).marks().started().orElseThrow().process().pid();

        send("STOP", module);

        assertThat(runtime.await(launched, new Verdict.Running(Instant.EPOCH), Duration.ZERO))
                .isInstanceOf(Verdict.Running.class);
        assertThat(runtime.end(launched, LONG)).isEmpty();
    }

    @Test
    void aSupervisorThatWasStoppedDoesNotKeepAnAttemptFromEnding() throws Exception {
        Launched launched = runtime.launch(tasks.sh("touch ready; sleep 60"));
        await().until(() -> Files.exists(workspace().resolve("ready")));
        send("STOP", lab.folder(launched).claimant().orElseThrow().pid());

        assertThat(runtime.end(launched, LONG)).isEmpty();

        assertThat(category(ended(launched))).isEqualTo(Category.CANCELED);
    }

    @Test
    void whatNobodyStartedAfterItsFolderWasMadeIsStartedByTheNextLaunch() throws Exception {
        StepTask task = tasks.sh("echo start >> starts");
        made(task, boot());

        assertThat(ended(runtime.launch(task))).isInstanceOf(StepOutcome.Succeeded.class);
        assertThat(workspace().resolve("starts")).hasContent("start");
    }

    @Test
    void whatWasEndedBeforeItStartedNeverStarts() throws Exception {
        StepTask task = tasks.sh("echo start >> starts");
        Launched launched = made(task, boot());
        assertThat(runtime.present(task.attempt().runId()))
                .containsExactly(new JobRuntime.Present(launched, task.attempt().execution()));

        assertThat(runtime.end(launched, LONG)).isEmpty();

        assertThat(category(ended(runtime.launch(task)))).isEqualTo(Category.CANCELED);
        assertThat(workspace().resolve("starts")).doesNotExist();
    }

    @Test
    void afterTheMachineRestartedNothingIsStartedAgain() throws Exception {
        StepTask task = tasks.sh("echo start >> starts");
        made(task, "another boot");

        assertThat(ended(runtime.launch(task))).isInstanceOf(StepOutcome.Disrupted.class);
        assertThat(workspace().resolve("starts")).doesNotExist();
    }

    @Test
    void aProcessOfAnEarlierBootWithTheSamePidIsNotTakenForTheAttempts() throws Exception {
        StepTask task = tasks.sh("exit 0");
        Launched launched = made(task, "another boot");
        Process innocent = new ProcessBuilder("sleep", "60").start();
        try {
            Path folder = lab.folder(launched).path();
            Files.createSymbolicLink(folder.resolve("claim"), Path.of(innocent.pid() + " another-boot 1"));
            Files.writeString(folder.resolve("started"), innocent.pid() + " " + boot() + " 1\n");

            assertThat(ended(launched)).isInstanceOf(StepOutcome.Disrupted.class);
            assertThat(innocent.isAlive()).isTrue();
        } finally {
            innocent.destroyForcibly();
        }
    }

    @Test
    void aLogThatCannotBeWrittenIsAFailureOfTheStorage() throws Exception {
        StepTask task = tasks.sh("exit 0");
        Files.createDirectory(lab.folder(made(task, boot())).log());

        assertThat(category(ended(runtime.launch(task)))).isEqualTo(Category.STORAGE);
    }

    @Test
    void anAttemptWhoseFolderWasRemovedVanishesWithItsProcesses() throws Exception {
        Launched launched = runtime.launch(tasks.sh("touch ready; sleep 60"));
        await().until(() -> Files.exists(workspace().resolve("ready")));
        long module =
                lab.folder(launched).marks().started().orElseThrow().process().pid();

        RemovedTree.remove(lab.folder(launched).path());

        assertThat(ended(launched)).isInstanceOf(StepOutcome.Disrupted.class);
        await().untilAsserted(() -> assertThat(ProcessHandle.of(module)).isEmpty());
    }

    @Test
    void whatEndsAtOnceIsSeenToHaveStartedEachTime() throws Exception {
        for (int attempt = 1; attempt <= 100; attempt++) {
            Launched launched = runtime.launch(tasks.attempt(attempt).task(List.of("true"), List.of()));

            assertThat(ended(launched).startedAt()).isPresent();
        }
    }

    @Test
    void aCommandThatIsNotThereSaysSo() throws Exception {
        StepOutcome outcome = ended(runtime.launch(tasks.task(List.of("no-such-command"), List.of())));

        assertThat(((StepOutcome.Failed) outcome).failure().message()).contains("127", "no-such-command");
    }

    @Test
    void aCommandMayHaveTheNameOfAShellsOwn() throws Exception {
        StepOutcome outcome = ended(runtime.launch(tasks.task(List.of("exit", "0"), List.of())));

        assertThat(((StepOutcome.Failed) outcome).failure().exitCode()).hasValue(127);
    }

    @Test
    void aCommandTooLongForAProcessIsRefusedAndLeavesNothing() {
        assertThatThrownBy(() -> runtime.launch(tasks.sh("exit 0", "x".repeat(200_000))))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> runtime.launch(tasks.sh("exit \0"))).isInstanceOf(LaunchRefused.class);
        assertThatThrownBy(() -> runtime.launch(tasks.with("A=B", "x").sh("exit")))
                .isInstanceOf(LaunchRefused.class);
        assertThat(runtime.present(tasks.run())).isEmpty();
    }

    @Test
    void aStepWhoseNameLeadsOutOfItsFolderIsRefused() {
        StepTask task = tasks.as("../../x").sh("exit 0");

        assertThatThrownBy(() -> runtime.launch(task)).isInstanceOf(LaunchRefused.class);
    }

    @Test
    void aHandleThatLeadsOutOfItsFolderIsNobodys() throws Exception {
        assertThat(ended(new Launched("../x", "key.uid"))).isInstanceOf(StepOutcome.Disrupted.class);
        assertThat(ended(new Launched("x", "../..uid"))).isInstanceOf(StepOutcome.Disrupted.class);
    }

    @Test
    void aRootThatCannotBeWrittenIsUnavailable() throws Exception {
        Path file = Files.createFile(root.resolve(UUID.randomUUID().toString()));

        assertThatThrownBy(() -> LocalLab.in(file.resolve("root")).runtime())
                .isInstanceOf(RuntimeUnavailable.class)
                .hasMessageContaining(file.toString());
    }

    private Launched made(StepTask task, String boot) throws IOException {
        AttemptSpec spec = new AttemptSpec(
                LocalFolders.newUid(task.attempt()), boot, Clock.systemUTC().instant(), task.command(), task);
        lab.folderOf(task).create(spec);
        return spec.launched();
    }

    private static String boot() throws IOException {
        return Processes.ofThisMachine().boot();
    }

    private Path workspace() {
        return new LocalFolders(lab.settings().root()).workspace(tasks.run());
    }

    private static void send(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-s", signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static Category category(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Succeeded _ -> throw new AssertionError("it succeeded: " + outcome);
            case StepOutcome.Failed failed -> failed.failure().category();
            case StepOutcome.Disrupted disrupted -> disrupted.failure().category();
        };
    }

    private StepOutcome ended(Launched launched) throws InterruptedException {
        return LocalLab.ended(runtime, launched);
    }
}
