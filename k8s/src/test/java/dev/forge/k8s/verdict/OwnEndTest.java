package dev.forge.k8s.verdict;

import static dev.forge.k8s.verdict.Scene.FINISHED;
import static dev.forge.k8s.verdict.Scene.STARTED;
import static dev.forge.k8s.verdict.ScenePod.ends;
import static dev.forge.k8s.verdict.ScenePod.runs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.StepOutcome;
import dev.forge.k8s.Judgement;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attempts that run, and that end by themselves. */
class OwnEndTest {
    @Test
    void aRunningModuleHasItsTimeoutFromItsContainersStart() {
        Judgement judgement = Scene.of(ScenePod.running()).judge();

        assertThat(judgement).isInstanceOfSatisfying(Judgement.Running.class, running -> {
            assertThat(running.startedAt()).isEqualTo(STARTED);
            assertThat(running.deadline()).isEqualTo(STARTED.plus(Duration.ofMinutes(15)));
            assertThat(running.then().message()).isEqualTo("still ran after its timeout of 15m");
        });
    }

    @Test
    void aTimeoutThatSomebodyMadeUnreadableIsTheDefault() {
        Scene scene = Scene.of(ScenePod.running()).annotated("forge.dev/timeout", "soon");

        assertThat(scene.told()).startsWith("RUNNING | for 15m");
    }

    @Test
    void exitZeroIsSuccessWithItsOutputAndTimes() {
        assertThat(Scene.of(ScenePod.exited(0, "Completed", "42")).outcome())
                .isEqualTo(new StepOutcome.Succeeded(Optional.of(STARTED), FINISHED, "42"));
    }

    @Test
    void exitZeroIsSaidBeforeThePodsPhaseSaysSo() {
        assertThat(Scene.of(ScenePod.exited(0).phase("Running")).told()).isEqualTo("SUCCEEDED");
    }

    @Test
    void aFailedModuleHandsOverItsOutputToo() {
        assertThat(Scene.of(ScenePod.exited(1, "Error", "{\"category\":\"SOURCE_MISSING\"}"))
                        .outcome())
                .isInstanceOfSatisfying(
                        StepOutcome.Failed.class,
                        failed -> assertThat(failed.output()).isEqualTo("{\"category\":\"SOURCE_MISSING\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|MODULE_EXIT (exit 1): exited with 1",
                "126|MODULE_EXIT (exit 126): exited with 126: ./monthly, or what it calls, cannot be executed",
                "127|MODULE_EXIT (exit 127): exited with 127: ./monthly, or what it calls, was not found",
                "137|MODULE_EXIT (SIGKILL, exit 137): was ended by SIGKILL (exit 137)",
                "139|MODULE_EXIT (SIGSEGV, exit 139): was ended by SIGSEGV (exit 139)",
                "143|MODULE_EXIT (SIGTERM, exit 143): was ended by SIGTERM (exit 143)",
                "255|MODULE_EXIT (exit 255): exited with 255"
            })
    void anExitCodeIsTheModulesFailure(int code, String told) {
        assertThat(Scene.of(ScenePod.exited(code)).told()).startsWith("FAILED " + told);
    }

    @Test
    void aKillThatNobodyClaimsMayHaveBeenForMemory() {
        assertThat(Scene.of(ScenePod.exited(137)).told()).contains("raise memory:");
    }

    @ParameterizedTest
    @CsvSource({"256Mi,512Mi", "1Gi,2Gi", "1.5Gi,3Gi", "100M,200M", "750Ki,1500Ki", "0.5Gi,1Gi", "268435456,536870912"})
    void outOfMemorySaysItsLimitAndTwiceOfIt(String limit, String twice) {
        assertThat(Scene.of(ScenePod.exited(137, "OOMKilled", "").limited("memory", limit))
                        .told())
                .isEqualTo("FAILED OUT_OF_MEMORY (OOMKilled, exit 137): container module exceeded " + limit
                        + " after 41s | Try: memory: " + twice + ", or retry: {memoryFactor: 2}");
    }

    @Test
    void outOfMemoryWithoutALimitIsTheNodes() {
        assertThat(Scene.of(ScenePod.exited(137, "OOMKilled", "")).told())
                .contains("container module ran its node out of memory after 41s | Try: give the module memory:");
    }

    @Test
    void allMainContainersMustExitZero() {
        assertThat(Scene.of(ScenePod.exited(0).main("second", ends(0))).told()).isEqualTo("SUCCEEDED");
        assertThat(Scene.of(ScenePod.exited(0).main("second", ends(4))).told())
                .startsWith("FAILED MODULE_EXIT (exit 4): container second exited with 4");
    }

    @Test
    void ofTwoThatFailTheModulesFailureIsTheAttempts() {
        assertThat(Scene.of(ScenePod.exited(3).main("second", ends(4))).told())
                .startsWith("FAILED MODULE_EXIT (exit 3): exited with 3");
    }

    @Test
    void itRunsUntilTheLastMainContainerHasEnded() {
        assertThat(Scene.of(ScenePod.exited(0).main("second", runs())).told()).startsWith("RUNNING");
        assertThat(Scene.of(ScenePod.exited(1).main("second", runs())).told()).startsWith("RUNNING");
    }

    @Test
    void aSidecarNeverDecides() {
        assertThat(Scene.of(ScenePod.exited(0).sidecar("cache", runs())).told()).isEqualTo("SUCCEEDED");
        assertThat(Scene.of(ScenePod.exited(0).sidecar("cache", ends(1))).told())
                .isEqualTo("SUCCEEDED");
        assertThat(Scene.of(ScenePod.exited(3).sidecar("cache", ends(0))).told())
                .startsWith("FAILED MODULE_EXIT");
    }

    @Test
    void whatAWebhookHasPutInNeverDecides() {
        ScenePod injected = ScenePod.exited(0).deciding("module").main("proxy", runs());

        assertThat(Scene.of(injected).told()).isEqualTo("SUCCEEDED");
        assertThat(Scene.of(ScenePod.exited(3).deciding("module").main("proxy", ends(0)))
                        .told())
                .startsWith("FAILED MODULE_EXIT (exit 3)");
    }

    /** A failure may have the attempt repeated, over the same workspace. */
    @Test
    void aFailureIsSaidOnlyWhenNothingRunsBesideIt() {
        Scene sidecar = Scene.of(ScenePod.exited(3).sidecar("cache", runs()));
        Scene injected = Scene.of(ScenePod.exited(3).deciding("module").main("proxy", runs()));

        assertThat(sidecar.told())
                .startsWith(
                        "DECIDED has ended, and what runs beside it is being ended: cache, then FAILED MODULE_EXIT");
        assertThat(injected.told())
                .startsWith(
                        "DECIDED has ended, and what runs beside it is being ended: proxy, then FAILED MODULE_EXIT");
    }

    @Test
    void aFailureThatIsKeptWaitsForWhatRunsBesideItAndASuccessDoesNot() {
        StepOutcome failed = Scene.of(ScenePod.exited(3)).outcome();
        StepOutcome succeeded = Scene.of(ScenePod.exited(0)).outcome();

        assertThat(Scene.of(ScenePod.exited(3).sidecar("cache", runs()).deletionAsked(FINISHED))
                        .keeping(failed)
                        .told())
                .startsWith("DECIDED ")
                .contains("then FAILED MODULE_EXIT (exit 3)");
        assertThat(Scene.of(ScenePod.exited(3).sidecar("cache", ends(0)).deletionAsked(FINISHED))
                        .keeping(failed)
                        .outcome())
                .isEqualTo(failed);
        assertThat(Scene.of(ScenePod.exited(0).sidecar("cache", runs()).deletionAsked(FINISHED))
                        .keeping(succeeded)
                        .outcome())
                .isEqualTo(succeeded);
    }

    @Test
    void kubeletEndsSidecarsOfItsOwnAccordButNotWhatAWebhookHasPutIn() {
        ScenePod sidecar = ScenePod.exited(3).sidecar("cache", runs());
        ScenePod injected = ScenePod.exited(3).deciding("module").main("proxy", runs());

        assertThat(JobVerdict.endsByItself(Scene.of(sidecar).observed())).isTrue();
        assertThat(JobVerdict.endsByItself(Scene.of(injected).observed())).isFalse();
        assertThat(JobVerdict.endsByItself(
                        Scene.of(sidecar.main("second", runs())).observed()))
                .isFalse();
    }

    @Test
    void whateverItsOutcomeItIsToldWhatIsLeftOfAnAttempt() {
        Scene left = Scene.of(ScenePod.exited(0).sidecar("cache", runs()));

        assertThat(JobVerdict.left(left.observed(), Scene.NOW)).isPresent();
        assertThat(JobVerdict.left(left.withoutJob().observed(), Scene.NOW)).isPresent();
        assertThat(JobVerdict.left(Scene.of(ScenePod.creating()).observed(), Scene.NOW))
                .isPresent();
        assertThat(JobVerdict.left(Scene.of(ScenePod.exited(0)).observed(), Scene.NOW))
                .isEmpty();
        assertThat(JobVerdict.left(Scene.ofJob().observed(), Scene.NOW)).isEmpty();
    }

    @Test
    void whatThePlatformsOwnContainerSaysIsToldInItsWords() {
        ScenePod pod = ScenePod.waiting("PodInitializing", "")
                .init("prepare", ends(73, "Error", "the volume of the claim runs is full\ngive it a larger one\n"))
                .phase("Failed");

        assertThat(Scene.of(pod).told())
                .isEqualTo("FAILED STORAGE (exit 73): the volume of the claim runs is full"
                        + " | Try: give it a larger one");
    }

    @Test
    void aCommandThatNeverStartedHasNoStart() {
        Scene scene = Scene.of(neverStarted("exec: \"monthly\": executable file not found in $PATH"));

        assertThat(scene.outcome()).isInstanceOfSatisfying(StepOutcome.Failed.class, failed -> {
            assertThat(failed.startedAt()).isEmpty();
            assertThat(failed.output()).isEmpty();
            assertThat(failed.failure().message()).isEqualTo("command monthly is not in image weather:1");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "exec /app/run: exec format error|IMAGE (StartError, exit 128): image weather:1 is for another platform",
                "OCI runtime create failed: container_linux.go:380: starting container process caused: exec: \"x\": stat x: no such file or directory: unknown|CONFIGURATION (StartError, exit 128): command x is not in image weather:1",
                "runc create failed: unable to start container process: error during container init: chdir to cwd (\"/x\") set in config.json failed: permission denied|CONFIGURATION (StartError, exit 128): container module cannot be started: chdir",
                "unable to start container process: container init was OOM-killed (memory limit too low?)|OUT_OF_MEMORY (StartError, exit 128): container module cannot even start within",
                "failed to create shim task: ttrpc: closed|INTERNAL (StartError, exit 128): container module could not be started by its node: ttrpc: closed"
            })
    void whatCannotBeStartedSaysWhy(String message, String told) {
        assertThat(Scene.of(neverStarted(message)).told()).startsWith("FAILED " + told);
    }

    @ParameterizedTest
    @CsvSource({"prepare,could not be made", "restore,could not be kept or put back", "resume,could not be looked for"})
    void thePlatformsOwnInitContainersFailForTheVolumesSake(String name, String words) {
        ScenePod pod = ScenePod.waiting("PodInitializing", "")
                .init(name, ends(73, "Error", "No space left on device\n"))
                .phase("Failed");

        assertThat(Scene.of(pod).told())
                .startsWith("FAILED STORAGE (exit 73): the ")
                .contains(words)
                .contains("volume claim runs: No space left on device | Try: ");
    }

    private static ScenePod neverStarted(String message) {
        return ScenePod.exited(0).replacing(startError(message)).phase("Failed");
    }

    /** As containerd writes it: the start is the epoch. */
    private static ContainerState startError(String message) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(128)
                .withReason("StartError")
                .withMessage(message)
                .withStartedAt(Instant.EPOCH.toString())
                .withFinishedAt(FINISHED.toString())
                .endTerminated()
                .build();
    }
}
