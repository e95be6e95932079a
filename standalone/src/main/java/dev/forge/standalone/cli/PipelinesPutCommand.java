package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.PipelineWriter;
import dev.forge.standalone.client.KeptPipelines;
import dev.forge.standalone.client.PipelineReference;
import dev.forge.standalone.client.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a pipeline under its name. */
@Command(
        name = "put",
        description = {
            "Keeps a pipeline file under its name, as a new version where it differs from the newest one.",
            "Mistakes are shown all at once, as file:line:column, before anything is sent."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge pipelines put weather.yaml                    says which version it is now",
            "  ./forge pipelines put weather.yaml --if-version 3     only if nobody has made version 4 meanwhile",
            "  ./forge pipelines put pipeline.yaml --name weather    of a file that leaves its name out",
            "",
            "Exit codes: 0 kept, 2 mistakes in the file, 3 no engine, 5 another version is the newest."
        })
final class PipelinesPutCommand implements Callable<Integer> {
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_FOUND = 404;

    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "The pipeline, YAML or JSON.")
    private Path file = Path.of("pipeline.yaml");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            converter = PipelineNameConverter.class,
            description = "The pipeline's name, where the file leaves it out.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--if-version", paramLabel = "N", description = "Only if this version is the newest.")
    private Optional<Integer> ifVersion = Optional.empty();

    @Mixin
    private ModulesOption modules = new ModulesOption();

    PipelinesPutCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        PipelineFile pipeline =
                name.map(known -> PipelineFile.read(file, known)).orElseGet(() -> PipelineFile.read(file));
        KeptPipelines pipelines = shell.starter(server.uri()).pipelines();
        if (server.uri().isEmpty()) {
            modules.add(shell, Optional.of(pipeline));
        }
        KeptPipelines.Put put = put(pipelines, pipeline);
        shell.terminal()
                .line(
                        output.json()
                                ? OutputOption.pretty(put.version())
                                : told(pipeline.spec().name(), put));
        return ExitCode.OK;
    }

    private KeptPipelines.Put put(KeptPipelines pipelines, PipelineFile pipeline) {
        String called = pipeline.spec().name();
        try {
            return pipelines.put(called, PipelineWriter.json(pipeline.spec()), ifVersion);
        } catch (Refused refused) {
            throw refused.status() == PRECONDITION_FAILED ? another(pipelines, called, refused) : refused;
        }
    }

    /** The server's own words are about headers. */
    private Refused another(KeptPipelines pipelines, String called, Refused refused) {
        String sentence = newest(pipelines, called)
                .map(version -> "The newest version of " + called + " is " + version + ", not "
                        + ifVersion.orElseThrow() + ". Look at it with ./forge pipelines show " + called
                        + ", then say --if-version " + version + ".")
                .orElse("There is no pipeline " + called + ". Leave out --if-version to make its first version.");
        return new Refused(refused.status(), refused.code(), sentence, List.of());
    }

    private static Optional<Integer> newest(KeptPipelines pipelines, String called) {
        try {
            return Optional.of(pipelines
                    .show(new PipelineReference(called, Optional.empty()))
                    .path("version")
                    .asInt());
        } catch (Refused refused) {
            if (refused.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static String told(String called, KeptPipelines.Put put) {
        int version = put.version().path("version").asInt();
        return "pipeline " + called + ": "
                + (put.made() ? "version " + version : "unchanged (version " + version + ")");
    }
}
