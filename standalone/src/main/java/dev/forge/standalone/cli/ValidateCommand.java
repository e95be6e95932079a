package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.Problem;
import dev.forge.standalone.view.ParameterText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks pipeline files. */
@Command(
        name = "validate",
        description = "Checks pipeline files and shows all mistakes at once, as file:line:column. Needs no engine.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge validate examples/weather/pipeline.yaml",
            "  ./forge validate pipelines/*.yaml -o json",
            "",
            "Exit codes: 0 no mistakes, 2 mistakes."
        })
final class ValidateCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pipeline files, YAML or JSON.")
    private List<Path> files = new ArrayList<>();

    ValidateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Map<Path, List<Problem>> found = new LinkedHashMap<>();
        files.forEach(file -> found.put(file, PipelineFile.problems(file)));
        if (output.json()) {
            shell.terminal()
                    .line(OutputOption.pretty(found.entrySet().stream()
                            .map(entry -> Map.of("file", entry.getKey().toString(), "errors", entry.getValue()))
                            .toList()));
        } else {
            found.forEach(this::tell);
        }
        return found.values().stream().allMatch(List::isEmpty) ? ExitCode.OK : ExitCode.INVALID;
    }

    private void tell(Path file, List<Problem> problems) {
        if (problems.isEmpty()) {
            shell.terminal().line(file + ": no mistakes");
            PipelineFile.read(file)
                    .spec()
                    .parameters()
                    .forEach((name, parameter) -> shell.terminal().line("  " + ParameterText.line(name, parameter)));
        }
        problems.forEach(problem -> shell.terminal().line(problem.in(file.toString())));
    }
}
