package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.view.WatchText;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what a watch has seen. */
@Command(
        name = "objects",
        description = {
            "Lists what a watch has seen, the newest first: each object version with its run, or why there is none.",
            "STARTED says that there is a run; ./forge show RUN tells how it stands or has ended."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge watch objects stations",
            "  ./forge watch objects stations --state PENDING",
            "  ./forge watch objects stations -o json | jq -r '.objects[] | .key + \" \" + .runId'"
        })
final class WatchObjectsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private PageOption page = new PageOption();

    @Mixin
    private WatchNameParameter watch = new WatchNameParameter();

    @Option(names = "--state", paramLabel = "STATE", description = "Only PENDING, STARTED, SKIPPED or REFUSED.")
    private Optional<String> state = Optional.empty();

    WatchObjectsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<String> wanted = state.map(text -> text.toUpperCase(Locale.ROOT));
        JsonNode found =
                shell.starter(server.uri()).watches().objects(watch.name(), wanted, page.limit(), page.cursor());
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
            return ExitCode.OK;
        }
        shell.terminal()
                .lines(WatchText.objects(found.path("objects"), shell.terminal().ink()));
        page.tellNext(
                found,
                "./forge watch objects " + watch.name()
                        + wanted.map(text -> " --state " + text).orElse(""),
                shell);
        return ExitCode.OK;
    }
}
