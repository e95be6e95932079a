package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.RunFiles;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.FileTable;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists files of workspaces. */
@Command(
        name = "files",
        description = {
            "Lists the files of a run's workspace, while that is there.",
            "With --step only those that the step has changed or added: what was written while it ran, by the files'",
            "times. What a step has removed cannot be seen."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge files @last",
            "  ./forge files @last results/",
            "  ./forge files @last --step monthly",
            "  ./forge files @last -o json | jq -r '.files[].path'"
        })
final class FilesCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private PageOption page = new PageOption();

    @Mixin
    private RunReferenceParameter run = new RunReferenceParameter();

    @Parameters(index = "1", arity = "0..1", paramLabel = "PREFIX", description = "Only paths that begin so.")
    private String prefix = "";

    @Option(names = "--step", paramLabel = "STEP", description = "Only what this step has changed or added.")
    private Optional<String> step = Optional.empty();

    FilesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        String id = run.resolve(starter);
        RunFiles files = starter.files(id);
        JsonNode found = files.list(step, prefix, page.limit(), page.cursor());
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
            return ExitCode.OK;
        }
        shell.terminal()
                .lines(FileTable.lines(files.listed(found), shell.terminal().ink()));
        if (found.hasNonNull("remark")) {
            shell.err().println(found.path("remark").asText());
        }
        page.tellNext(found, again(id), shell);
        return ExitCode.OK;
    }

    private String again(String id) {
        return "./forge files " + id + (prefix.isEmpty() ? "" : " " + prefix)
                + step.map(name -> " --step " + name).orElse("");
    }
}
