package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.JobParser;
import dev.forge.contract.pipeline.JobRequest;
import dev.forge.contract.pipeline.Problem;
import dev.forge.standalone.client.StarterClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Submits a job and watches it. */
@Command(
        name = "submit",
        description = {
            "Starts a job, of a file or as its options say, and shows its progress until it has ended.",
            "With neither it is the default job of the server."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge jobs submit --name thumbnails --image thumbnails:1 --arg --size --arg 200",
            "  ./forge jobs submit --name hello --image busybox:1.36 --command echo --arg hello --detach",
            "  ./forge jobs submit --name thumbnails --image thumbnails:1 --input-bucket photos --output-bucket small",
            "  ./forge jobs submit job.yaml --key 2026-11-21",
            "",
            "Exit codes: 0 succeeded, 1 failed, 2 mistakes in the job, 3 no engine, 4 canceled, 130 detached (Ctrl-C)."
        })
final class JobsSubmitCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOption server = new ServerOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The job, YAML or JSON, as POST /jobs takes it.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private JobFields fields = new JobFields();

    @Mixin
    private ModulesOption modules = new ModulesOption();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "An idempotency key: the same key again is the same job.")
    private Optional<String> key = Optional.empty();

    @Option(names = "--detach", description = "Prints the job's id and returns.")
    private boolean detach;

    JobsSubmitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<String> job = job();
        StarterClient starter = shell.starter(server.uri());
        if (server.uri().isEmpty()) {
            modules.add(shell, Optional.empty());
        }
        JsonNode submitted = starter.jobs().submit(job, key);
        submitted.path("notes").forEach(note -> shell.err().println(note.asText()));
        String id = submitted.path("id").asText();
        if (detach) {
            shell.terminal().line(id);
            return ExitCode.OK;
        }
        return new RunWatch(shell, starter, server.uri().isEmpty()).untilEnd(id, Map.of(), id);
    }

    private Optional<String> job() {
        ObjectNode given = fields.fields();
        if (file.isPresent() && !given.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "A job is in FILE or in the options: leave out one of the two.");
        }
        return file.map(JobsSubmitCommand::inFile)
                .or(() -> Optional.of(given).filter(some -> !some.isEmpty()).map(ObjectNode::toString));
    }

    /** The text of a file whose mistakes have been looked for. */
    private static String inFile(Path path) {
        String text = PipelineFile.text(path, "a job file");
        return switch (JobParser.parse(text)) {
            case Asked.Valid<JobRequest> _ -> text;
            case Asked.Invalid<JobRequest>(List<Problem> problems) -> throw new InvalidFile(path.toString(), problems);
        };
    }
}
