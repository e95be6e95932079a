package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The log of a step is there byte for byte when its run has ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class LogsE2E {
    @AutoClose
    private final Installation forge;

    LogsE2E() throws Exception {
        forge = Installation.in(Space.named("logs"));
        forge.startWorker();
    }

    private void assertIsKept(String script) throws Exception {
        String run = forge.submit(Chain.named("logs").module("work", script).module("next", "true"));

        Written.assertIsKept(forge, forge.awaitSuccess(run), "work");
    }

    @Test
    void aHundredThousandLinesAreKept() throws Exception {
        assertIsKept(Written.script(Written.lines(100_000)));
    }

    @Test
    @Tag("long")
    void aMillionLinesOfFortyMebibytesAreKept() throws Exception {
        assertIsKept(Written.script(Written.lines(1_000_000)));
    }

    @Test
    void aLineOfAMebibyteIsKept() throws Exception {
        assertIsKept(Written.script("echo before; head -c 1048576 /dev/zero | tr '\\0' x; echo; echo after"));
    }

    /** But for carriage returns before line ends, which a container runtime leaves out. */
    @Test
    void binaryOutputIsKept() throws Exception {
        assertIsKept(Written.script("head -c 300000 /dev/urandom | tr -d '\\r'"));
    }

    @Test
    void whatAModuleWritesAfterClosingItsStandardOutputIsKept() throws Exception {
        String script = "echo first; exec >&-; sleep 1; echo second >&2";

        String run = forge.submit(Chain.named("logs").module("work", script).module("next", "true"));

        forge.awaitSuccess(run);
        assertThat(new String(forge.log(run, "work", 1), StandardCharsets.UTF_8))
                .isEqualTo("first\nsecond\n");
    }
}
