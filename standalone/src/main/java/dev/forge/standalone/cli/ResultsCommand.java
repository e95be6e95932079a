package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.Results;
import dev.forge.standalone.client.RunReference;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.ResultTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists values out of results. */
@Command(
        name = "results",
        description = {
            "Lists values out of the results that modules have left, those of the newest first, or does COMMAND.",
            "A path is a JSON Pointer (/days/0/rain) or its keys with dots (days.0.rain); * stands for each item.",
            "A condition is a path, one of = != < <= > >= and a value, or a path alone; one that begins with @ is",
            "about the value that is listed."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge results --run @last",
            "  ./forge results --pipeline weather --path days.*.rain --where '@>1'",
            "  ./forge results --pipeline weather --where '/count>3' -o csv > weather.csv     all of them",
            "  ./forge results compare weather-7k2m9xa weather-q3v5tze"
        })
final class ResultsCommand implements Callable<Integer> {
    /** The forms. */
    enum Form {
        text,
        json,
        csv
    }

    /** It has many options, of which each stays. */
    private static final String AGAIN = "the same command with";

    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private PageOption page = new PageOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "text (the default), json, or csv, which goes on to the end without --limit.")
    private Form form = Form.text;

    @Option(names = "--pipeline", paramLabel = "NAME", description = "Only results of this pipeline's runs.")
    private Optional<String> pipeline = Optional.empty();

    @Option(names = "--path", paramLabel = "PATH", description = "Where in the results (default: the whole of each).")
    private Optional<String> path = Optional.empty();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Only where this is true; may be repeated, and all must be true.")
    private List<String> where = List.of();

    @Option(names = "--run", paramLabel = "RUN", description = "Only this run's: its id, its beginning, or @last.")
    private Optional<String> run = Optional.empty();

    @Option(names = "--step", paramLabel = "STEP", description = "Only this step's.")
    private Optional<String> step = Optional.empty();

    @Option(names = "--name", paramLabel = "FILE", description = "Only this file.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--since", paramLabel = "TIME", description = "Only what was kept since: 24h, 7d, or a time.")
    private Optional<String> since = Optional.empty();

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only of runs that have ended so: SUCCEEDED, FAILED, CANCELED; several with commas.")
    private Optional<String> status = Optional.empty();

    private ResultsCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine line(Shell shell) {
        CommandLine line = new CommandLine(new ResultsCommand(shell)).addSubcommand(new ResultsCompareCommand(shell));
        line.getSubcommands().values().forEach(command -> HelpOption.addTo(command.getCommandSpec()));
        return line;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        Optional<String> id = run.map(text -> new RunReference(text).resolve(starter));
        Results.Wish wish = new Results.Wish(pipeline, path, where, id, step, name, since, status);
        switch (form) {
            case csv -> printCsv(starter, wish);
            case json -> shell.terminal().line(OutputOption.pretty(list(starter, wish)));
            case text -> {
                JsonNode found = list(starter, wish);
                shell.terminal()
                        .lines(ResultTable.lines(
                                found.path("results"), shell.terminal().ink()));
                page.tellNext(found, AGAIN, shell);
            }
        }
        return ExitCode.OK;
    }

    private JsonNode list(StarterClient starter, Results.Wish wish) {
        JsonNode found = starter.results().list(wish, page.limit(), page.cursor());
        refuseUnknownRun(found.path("results").isEmpty(), starter, wish);
        return found;
    }

    /**
     * Its lines end as RFC 4180 has them; what takes it up is told by exactly these bytes. Where nobody has said how much, it
     * is all: a file that was cut off looks like a whole one.
     */
    private void printCsv(StarterClient starter, Results.Wish wish) {
        Results results = starter.results();
        Results.Csv csv = results.csv(wish, page.isLimited() ? page.limit() : Results.LARGEST_PAGE, page.cursor());
        refuseUnknownRun(csv.rows().length == 0, starter, wish);
        print(csv.text());
        while (!page.isLimited() && csv.next().isPresent() && !shell.terminal().isClosed()) {
            csv = results.csv(wish, Results.LARGEST_PAGE, csv.next());
            print(csv.rows());
        }
        if (page.isLimited()) {
            csv.next().ifPresent(cursor -> page.tellNext(cursor, AGAIN, shell));
        }
    }

    private void print(byte[] text) {
        shell.terminal().bytes(text, text.length);
    }

    /** Nothing found is an answer about a run that there is; a misspelt one is a mistake. */
    private static void refuseUnknownRun(boolean nothing, StarterClient starter, Results.Wish wish) {
        if (nothing) {
            wish.run().ifPresent(starter::run);
        }
    }
}
