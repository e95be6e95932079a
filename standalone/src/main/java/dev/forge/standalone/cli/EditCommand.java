package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.Parsed;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.PipelineWriter;
import dev.forge.contract.pipeline.Problem;
import dev.forge.standalone.client.KeptPipelines;
import dev.forge.standalone.client.PipelineReference;
import dev.forge.standalone.client.Refused;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Edits a pipeline that is kept. */
@Command(
        name = "edit",
        description = {
            "Opens the newest version of a pipeline in $VISUAL, $EDITOR or vi, and keeps what was made of it as the next one.",
            "With mistakes in it the editor opens again, until it is right or saved without a change."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge edit weather",
            "  EDITOR='code --wait' ./forge edit weather",
            "",
            "Exit codes: 0 kept, or unchanged, 2 left with mistakes, 3 no engine or no editor, 5 no such pipeline, or somebody",
            "has made another version meanwhile. What is not kept stays in a file, which the last line names."
        })
final class EditCommand implements Callable<Integer> {
    private static final int PRECONDITION_FAILED = 412;
    private static final int UNPROCESSABLE = 422;

    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            converter = PipelineNameConverter.class,
            description = "The pipeline.")
    private String name = "";

    EditCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        KeptPipelines pipelines = shell.starter(server.uri()).pipelines();
        int version = pipelines
                .show(new PipelineReference(name, Optional.empty()))
                .path("version")
                .asInt();
        EditedFile file = EditedFile.of(name, pipelines.yaml(new PipelineReference(name, Optional.of(version))));
        boolean done = false;
        try {
            int code = edited(pipelines, version, file);
            done = code == ExitCode.OK;
            return code;
        } finally {
            if (done) {
                file.remove();
            } else {
                shell.err()
                        .println("What you have written is in " + file.path() + "; ./forge pipelines put " + file.path()
                                + " keeps it.");
            }
        }
    }

    private int edited(KeptPipelines pipelines, int version, EditedFile file) throws InterruptedException {
        Editor editor = Editor.of(shell.environment());
        List<Problem> mistakes = List.of();
        while (true) {
            editor.open(file.path());
            if (!file.changed()) {
                return left(version, file, mistakes);
            }
            List<Problem> problems = kept(pipelines, version, file.text());
            if (problems.isEmpty()) {
                return ExitCode.OK;
            }
            mistakes = file.tell(problems);
        }
    }

    private int left(int version, EditedFile file, List<Problem> mistakes) {
        if (mistakes.isEmpty()) {
            shell.terminal().line("pipeline " + name + ": unchanged (version " + version + ")");
            return ExitCode.OK;
        }
        throw new InvalidFile(file.path().toString(), mistakes);
    }

    /** What keeps a text from being kept; empty where it is. */
    private List<Problem> kept(KeptPipelines pipelines, int version, String text) {
        return switch (PipelineParser.parse(text, name)) {
            case Parsed.Invalid(String _, List<Problem> problems) -> problems;
            case Parsed.Valid(PipelineSpec spec) -> put(pipelines, version, spec);
        };
    }

    private List<Problem> put(KeptPipelines pipelines, int version, PipelineSpec spec) {
        try {
            KeptPipelines.Put put = pipelines.put(name, PipelineWriter.json(spec), Optional.of(version));
            int now = put.version().path("version").asInt();
            shell.terminal()
                    .line("pipeline " + name + ": "
                            + (put.made() ? "version " + now : "unchanged (version " + now + ")"));
            return List.of();
        } catch (Refused refused) {
            if (refused.status() == UNPROCESSABLE && !refused.problems().isEmpty()) {
                return refused.problems().stream()
                        .map(problem -> Problem.of(problem.pointer(), problem.message(), problem.fix()))
                        .toList();
            }
            throw refused.status() == PRECONDITION_FAILED ? another(version, refused) : refused;
        }
    }

    /** The server's own words are about headers. */
    private Refused another(int version, Refused refused) {
        return new Refused(
                refused.status(),
                refused.code(),
                "Version " + version + " of " + name
                        + " is not the newest any more: somebody has changed or deleted the"
                        + " pipeline meanwhile. Compare with ./forge pipelines diff " + name + " " + version + ".",
                List.of());
    }
}
