package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessMarkTest {
    private final ProcessMark mine = ProcessMark.current();

    @Test
    void aLivingProcessIsRecognised() {
        assertThat(mine.alive()).isPresent();
    }

    @Test
    void aPidThatWasUsedAgainIsAnotherProcess() {
        assertThat(new ProcessMark(mine.pid(), mine.startedAt().minus(Duration.ofHours(1))).alive())
                .isEmpty();
    }

    @Test
    void aStartThatTheClockMovedBySecondsFractionIsTheSame() {
        assertThat(new ProcessMark(mine.pid(), mine.startedAt().plusMillis(900)).alive())
                .isPresent();
    }

    @Test
    void aZombieIsNotAlive() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "exec 3<&0; { read go <&3; } & echo $!; exec sleep 60")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            long child = Long.parseLong(parent.inputReader().readLine());
            // A shell takes note of a child that ends; `sleep` never does.
            await().until(() -> parent.info()
                    .command()
                    .filter(name -> name.endsWith("sleep"))
                    .isPresent());
            parent.outputWriter().append("go\n").flush();
            await().until(() -> !ProcessHandle.of(child)
                    .flatMap(process -> process.info().command())
                    .isPresent());
            ProcessMark zombie =
                    ProcessHandle.of(child).flatMap(ProcessMark::of).orElseThrow();

            assertThat(zombie.alive()).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }
}
