package dev.forge.e2e;

import static dev.forge.e2e.Forge.awaitFile;
import static dev.forge.e2e.Forge.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class CrashIT {
    @Test
    void anEngineKilledInTheMiddleOfAModuleGoesOnAsIfNothingHadHappened(@TempDir Path folder) throws Exception {
        Path go = folder.resolve("go");
        Path running = folder.resolve("running");
        Path out = folder.resolve("out");
        try (Forge forge = new Forge(folder)) {
            forge.up();
            Path pipeline = forge.pipeline(
                    "crash",
                    "echo first >> effects",
                    "echo second >> effects\ntouch '" + running + "'\nuntil [ -e '" + go + "' ]; do sleep 0.1; done",
                    "echo third >> effects");
            String id = forge.submit(pipeline, "--sink", out + "/");
            awaitFile(running);

            forge.killEngine();
            Files.createFile(go);
            forge.up();

            RunReport report = forge.awaitEnd(id);
            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(report.steps())
                    .allSatisfy(step -> assertThat(step.attempts()).hasSize(1));
            assertThat(Files.readString(out.resolve("effects"))).isEqualTo("first\nsecond\nthird\n");
        }
    }

    @Test
    void anEngineKilledAgainAndAgainRepeatsNoStep(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        try (Forge forge = new Forge(folder)) {
            forge.up();
            String[] scripts = new String[6];
            for (int i = 0; i < scripts.length; i++) {
                scripts[i] =
                        "echo " + (i + 1) + " >> effects\ntouch '" + folder.resolve("at-" + (i + 1)) + "'\nsleep 1";
            }
            String id = forge.submit(forge.pipeline("again", scripts), "--sink", out + "/");
            for (int i = 1; i <= scripts.length; i += 2) {
                awaitFile(folder.resolve("at-" + i));
                forge.killEngine();
                forge.up();
            }

            RunReport report = forge.awaitEnd(id);
            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(Files.readString(out.resolve("effects"))).isEqualTo("1\n2\n3\n4\n5\n6\n");
        }
    }

    @Test
    void anEngineKilledInTheMiddleOfTheSourceEndsWithTheWholeSource(@TempDir Path folder) throws Exception {
        Path input = Files.createDirectories(folder.resolve("input"));
        for (int i = 0; i < 10_000; i++) {
            Files.writeString(input.resolve("file-" + i + ".txt"), "line of " + i + "\n");
        }
        Path out = folder.resolve("out");
        try (Forge forge = new Forge(folder)) {
            forge.up();
            Path pipeline = forge.pipeline("sourced", "ls | grep -c '^file-' > count");
            String id = forge.submit(pipeline, "--source", input.toString(), "--sink", out + "/");
            awaitFile(folder.resolve("home/runs").resolve(RunKey.of(id)).resolve("data/.forge-source"));

            forge.killEngine();
            forge.up();

            RunReport report = forge.awaitEnd(id);
            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(step(report, "source").attempts()).hasSize(1);
            assertThat(Files.readString(out.resolve("count"))).isEqualTo("10000\n");
        }
    }

    @Test
    void aModuleThatEndedWhileNoEngineWasUpIsNotRunAgain(@TempDir Path folder) throws Exception {
        Path running = folder.resolve("running");
        Path ended = folder.resolve("ended");
        Path out = folder.resolve("out");
        try (Forge forge = new Forge(folder)) {
            forge.up();
            Path pipeline = forge.pipeline(
                    "alone", "echo once >> effects\ntouch '" + running + "'\nsleep 2\ntouch '" + ended + "'");
            String id = forge.submit(pipeline, "--sink", out + "/");
            awaitFile(running);

            forge.killEngine();
            awaitFile(ended);
            forge.up();

            RunReport report = forge.awaitEnd(id);
            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(Files.readString(out.resolve("effects"))).isEqualTo("once\n");
        }
    }
}
