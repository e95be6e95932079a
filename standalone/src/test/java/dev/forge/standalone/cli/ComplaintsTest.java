package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Problem;
import dev.forge.standalone.client.Refused;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ComplaintsTest {
    private static final List<Problem> MISTAKES = List.of(
            Problem.of("/sink", "the sink is below what is watched", "write another prefix"),
            Problem.of("", "the watch has no bucket", "add bucket"));

    @Test
    void aMistakeThatTheSentenceTellsIsSaidOnce() {
        assertThat(
                        said(
                                "/sink: the sink is below what is watched; write another prefix. the watch has no bucket; add bucket."))
                .containsExactly(
                        "/sink: the sink is below what is watched; write another prefix",
                        "request: the watch has no bucket; add bucket");
    }

    @Test
    void aSentenceOfItsOwnStandsBeforeTheMistakes() {
        assertThat(said("The pipeline cannot be run.")).hasSize(3).startsWith("The pipeline cannot be run.");
    }

    private static List<String> said(String sentence) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLine command = new CommandLine(new Nothing());

        int code = new Complaints(new PrintStream(err, true, StandardCharsets.UTF_8))
                .handleExecutionException(
                        new Refused(422, "watch_invalid", sentence, MISTAKES), command, command.parseArgs());

        assertThat(code).isEqualTo(ExitCode.INVALID);
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Command
    private static final class Nothing {}
}
