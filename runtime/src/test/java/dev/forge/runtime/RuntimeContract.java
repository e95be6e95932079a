package dev.forge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;

/** What all parts of the suite need: a run of their own, and the words to follow its attempts. */
abstract class RuntimeContract {
    /** Loops until it is killed, and shows in the workspace that it lives. */
    static final String BEATS = "while :; do echo beat >> $FORGE_DATA/beats; sleep 0.05; done";

    private static final Duration BRIEFLY = Duration.ofMillis(200);

    final String run = "run-" + UUID.randomUUID();
    private final Supplier<Lab> labs;
    private int looks;

    RuntimeContract(Supplier<Lab> labs) {
        this.labs = labs;
    }

    Lab lab;
    JobRuntime runtime;
    JobRuntime another;

    @BeforeEach
    void openTheLab() {
        lab = labs.get();
        runtime = lab.runtime();
        another = lab.runtime();
    }

    Tasks tasks() {
        return Tasks.of(lab.image(), run);
    }

    StepOutcome outcome(StepTask task) throws InterruptedException {
        return ended(runtime, runtime.launch(task));
    }

    StepOutcome ended(JobRuntime by, Launched attempt) throws InterruptedException {
        return ended(by, attempt, lab.patience());
    }

    StepOutcome ended(JobRuntime by, Launched attempt, Duration atMost) throws InterruptedException {
        Instant end = Instant.now().plus(atMost);
        Verdict verdict = by.await(attempt, new Verdict.Running(Instant.EPOCH), Duration.ZERO);
        while (!(verdict instanceof Verdict.Ended) && Instant.now().isBefore(end)) {
            verdict = by.await(attempt, verdict, atMost);
        }
        assertThat(verdict).isInstanceOf(Verdict.Ended.class);
        return ((Verdict.Ended) verdict).outcome();
    }

    Verdict.Running running(Launched attempt) throws InterruptedException {
        Verdict verdict = runtime.await(attempt, new Verdict.Running(Instant.EPOCH), Duration.ZERO);
        while (verdict instanceof Verdict.Pending) {
            verdict = runtime.await(attempt, verdict, lab.patience());
        }
        assertThat(verdict).isInstanceOf(Verdict.Running.class);
        return (Verdict.Running) verdict;
    }

    Failure failure(StepOutcome outcome) {
        assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
        return ((StepOutcome.Failed) outcome).failure();
    }

    String output(StepOutcome outcome) {
        assertThat(outcome).isInstanceOf(StepOutcome.Succeeded.class);
        return ((StepOutcome.Succeeded) outcome).output();
    }

    /** What another attempt of the run sees: the suite itself has no way into the workspace. */
    String look(String script) throws InterruptedException {
        looks++;
        StepTask task = tasks().as("look").attempt(looks).sh("(cd $FORGE_DATA; " + script + ") > $FORGE_OUTPUT");
        return output(outcome(task)).strip();
    }

    /** The workspace is all that attempts share, so that it also tells when one has come somewhere. */
    void awaitFile(String file) {
        await().atMost(lab.patience()).until(() -> look("ls").lines().anyMatch(file::equals));
    }

    void assertNothingBeats() throws InterruptedException {
        assertThat(look("a=$(wc -c < beats); sleep 0.5; b=$(wc -c < beats); echo $a $b"))
                .matches("([1-9]\\d*) \\1");
    }

    String log(AttemptId attempt) {
        return new String(logBytes(attempt), StandardCharsets.UTF_8);
    }

    /** The whole log of an attempt that has ended. */
    byte[] logBytes(AttemptId attempt) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        await().atMost(lab.patience()).pollInterval(Duration.ofMillis(10)).until(() -> {
            Optional<LogSlice> slice = lab.logs().read(attempt, all.size(), 64 * 1024);
            slice.ifPresent(found -> all.writeBytes(found.bytes()));
            return slice.filter(LogSlice::complete).isPresent();
        });
        return all.toByteArray();
    }

    static Duration briefly() {
        return BRIEFLY;
    }
}
