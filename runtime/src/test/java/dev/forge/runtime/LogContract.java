package dev.forge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepTask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a module writes is kept byte for byte. */
abstract class LogContract extends RuntimeContract {
    LogContract(Supplier<Lab> labs) {
        super(labs);
    }

    private byte[] logOf(String script) throws InterruptedException {
        StepTask task = tasks().sh(script);
        outcome(task);
        return logBytes(task.attempt());
    }

    @Test
    void bothStreamsAreThereEachInTheOrderInWhichItWasWritten() throws Exception {
        String log = new String(logOf("for i in 1 2 3; do echo out $i; echo err $i >&2; done"), StandardCharsets.UTF_8);

        // A container has a pipe for each, and what came first of two pipes nobody knows.
        assertThat(log.lines().filter(line -> line.startsWith("out"))).containsExactly("out 1", "out 2", "out 3");
        assertThat(log.lines().filter(line -> line.startsWith("err"))).containsExactly("err 1", "err 2", "err 3");
        assertThat(log.lines()).hasSize(6);
    }

    @Test
    void bytesThatAreNoTextAreKept() throws Exception {
        // No carriage return right before a line feed: containerd drops it before anybody sees the line.
        byte[] log = logOf("printf '\\000\\001\\377\\376\\r\\000\\n\\200no newline'");

        assertThat(log).isEqualTo("\0\1ÿþ\r\0\n\u0080no newline".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aLineOfAMegabyteIsKept() throws Exception {
        byte[] log = logOf("head -c 1048576 /dev/zero | tr '\\0' x; echo; echo after");

        assertThat(log).hasSize(1_048_576 + 7).endsWith("x\nafter\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsWrittenAfterStandardOutputWasClosedIsKept() throws Exception {
        byte[] log = logOf("echo first; exec >&-; sleep 0.2; echo second >&2; exit 1");

        assertThat(log).asString().isEqualTo("first\nsecond\n");
    }

    @Test
    void theLogOfAModuleThatWasEndedIsComplete() throws Exception {
        StepTask task = tasks().sh(
                        "trap 'echo goodbye; exit 1' TERM; echo hello; touch $FORGE_DATA/ready;" + " sleep 60 & wait");
        Launched launched = runtime.launch(task);
        awaitFile("ready");

        runtime.end(launched, lab.patience());
        ended(runtime, launched);

        assertThat(log(task.attempt())).isEqualTo("hello\ngoodbye\n");
    }

    @Test
    void theLogCanBeReadWhileTheModuleRuns() throws Exception {
        StepTask task = tasks().sh("echo hello; while [ ! -e $FORGE_DATA/go ]; do sleep 0.05; done; echo goodbye");
        Launched launched = runtime.launch(task);

        await().atMost(lab.patience())
                .untilAsserted(() -> assertThat(lab.logs().read(task.attempt(), 0, 1000))
                        .hasValueSatisfying(
                                slice -> assertThat(slice.bytes()).asString().isEqualTo("hello\n")));
        assertThat(lab.logs().read(task.attempt(), 6, 1000)).hasValueSatisfying(slice -> {
            assertThat(slice.bytes()).isEmpty();
            assertThat(slice.complete()).isFalse();
        });

        look("touch go");
        ended(runtime, launched);
        assertThat(log(task.attempt())).isEqualTo("hello\ngoodbye\n");
    }

    @Test
    void aPartOfTheLogCanBeRead() throws Exception {
        StepTask task = tasks().sh("printf 0123456789");
        outcome(task);
        logBytes(task.attempt());

        LogSlice slice = lab.logs().read(task.attempt(), 3, 4).orElseThrow();
        assertThat(slice.bytes()).asString().isEqualTo("3456");
        assertThat(slice.next()).isEqualTo(7);
        assertThat(slice.complete()).isFalse();
        assertThat(lab.logs().read(task.attempt(), 7, 4).orElseThrow().complete())
                .isTrue();
        assertThat(lab.logs().read(task.attempt(), 10, 4).orElseThrow().complete())
                .isTrue();
    }

    @Test
    void whatWasWrittenSinceATimeIsNeverLeftOut() throws Exception {
        Instant before = Instant.now();
        StepTask task = tasks().sh("printf 0123456789");
        outcome(task);
        logBytes(task.attempt());

        assertThat(lab.logs().length(task.attempt())).hasValue(10);
        assertThat(lab.logs().since(task.attempt(), before)).hasValue(0);
        assertThat(lab.logs().since(task.attempt(), before.plus(Duration.ofHours(1))))
                .hasValue(10);
    }

    @Test
    void theLogOfAnAttemptThatNeverWasIsUnknown() {
        AttemptId never = tasks().sh("exit 0").attempt();

        assertThat(lab.logs().read(never, 0, 10)).isEqualTo(Optional.empty());
        assertThat(lab.logs().length(never)).isEmpty();
        assertThat(lab.logs().since(never, Instant.EPOCH)).isEmpty();
        assertThat(lab.logs().lastLines(never, 10)).isEmpty();
    }

    @Test
    void theLastLinesAreThoseOfTheEnd() throws Exception {
        StepTask task =
                tasks().sh("i=0; while [ $i -lt 100 ]; do i=$((i + 1)); echo line $i; done; printf 'no newline'");
        outcome(task);
        logBytes(task.attempt());

        assertThat(lab.logs().lastLines(task.attempt(), 3)).containsExactly("line 99", "line 100", "no newline");
    }

    @Test
    void lastLinesThatAreNoTextOrVeryLongAreShownAllTheSame() throws Exception {
        StepTask task = tasks().sh("head -c 100000 /dev/zero | tr '\\0' x; echo; printf 'bad \\377 byte\\n'; echo end");
        outcome(task);
        logBytes(task.attempt());

        assertThat(lab.logs().lastLines(task.attempt(), 3))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("xxx").hasSizeLessThan(2000),
                        line -> assertThat(line).startsWith("bad ").endsWith(" byte"),
                        line -> assertThat(line).isEqualTo("end"));
    }
}
