package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.standalone.client.LogQuery;
import dev.forge.standalone.client.LogSearch;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.client.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints logs. */
@Command(
        name = "logs",
        description = {
            "Prints the log of a run's step, byte for byte; without STEP, of all its steps in turn.",
            "With -f it goes on with what comes, until the step (or the run) has ended.",
            "With --grep the server looks through it, and the lines with a match are printed as attempt:line:byte:text;",
            "lines and attempts are counted from 1, bytes from 0."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge logs @last monthly",
            "  ./forge logs @last -f",
            "  ./forge logs @last monthly --attempt 1 --tail 20",
            "  ./forge logs @last monthly -f --since 10m",
            "  ./forge logs @last monthly --bytes 0-999",
            "  ./forge logs @last --grep ERROR --attempt all",
            "  ./forge logs @last monthly --grep 'took [0-9]{3,}s' --regex"
        })
final class LogsCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private RunReferenceParameter run = new RunReferenceParameter();

    @Parameters(index = "1", arity = "0..1", paramLabel = "STEP", description = "One step of it.")
    private Optional<String> step = Optional.empty();

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with what comes.")
    private boolean follow;

    @Option(
            names = "--attempt",
            paramLabel = "N",
            description = "Only this attempt, or all: each in turn (default: the last one).")
    private Optional<String> attempt = Optional.empty();

    @Option(names = "--tail", paramLabel = "N", description = "Only so many lines of the end.")
    private Optional<Integer> tail = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = {
                "Only what has been stored since: 10m, 24h, or 2026-11-21T12:00:00Z.",
                "It begins with the first part of the log that was stored then, so that some of it may be older."
            })
    private Optional<String> since = Optional.empty();

    @Option(
            names = "--bytes",
            paramLabel = "RANGE",
            converter = BytesConverter.class,
            description = "Only these bytes, counted from 0: 0-999, 1000- (from there on), -1000 (the last ones).")
    private Optional<String> bytes = Optional.empty();

    @Option(
            names = "--grep",
            paramLabel = "TEXT",
            description = "Only the lines that have this text in them; looked for by the server.")
    private Optional<String> grep = Optional.empty();

    @Option(names = "--regex", description = "TEXT is a regular expression, in RE2's syntax.")
    private boolean regex;

    @Option(
            names = {"-i", "--ignore-case"},
            description = "Does not tell capitals of TEXT from small letters.")
    private boolean ignoreCase;

    LogsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        requireSense();
        StarterClient starter = shell.starter(server.uri());
        String id = run.resolve(starter);
        if (step.isPresent()) {
            print(starter, id, step.get());
        } else {
            all(starter, id);
        }
        return ExitCode.OK;
    }

    private void requireSense() {
        boolean part = follow || tail.isPresent() || since.isPresent();
        if (grep.isPresent() && (part || bytes.isPresent())) {
            throw mistake("--grep looks through the whole log: leave out --follow, --tail, --since and --bytes.");
        }
        if (grep.isEmpty() && (regex || ignoreCase)) {
            throw mistake("--regex and --ignore-case tell how --grep looks: say --grep TEXT, too.");
        }
        if (bytes.isPresent() && part) {
            throw mistake("--bytes is a part of the whole log: leave out --follow, --tail and --since.");
        }
        if (bytes.isPresent() && step.isEmpty()) {
            throw mistake("--bytes is a part of one step's log: name the step.");
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void all(StarterClient starter, String id) throws InterruptedException {
        int next = 0;
        while (true) {
            RunReport report = starter.report(id);
            List<StepReport> steps = report.steps();
            while (next < steps.size() && !steps.get(next).attempts().isEmpty()) {
                shell.terminal().line("==> " + steps.get(next).name() + " <==");
                print(starter, id, steps.get(next).name());
                next++;
            }
            if (!follow || report.state().ended()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private void print(StarterClient starter, String id, String name) {
        if (grep.isPresent()) {
            search(starter, id, name, new LogSearch(grep.get(), regex, ignoreCase, attempt));
        } else {
            copy(starter, id, name);
        }
    }

    private void search(StarterClient starter, String id, String name, LogSearch search) {
        Optional<String> cursor = Optional.empty();
        do {
            JsonNode found = starter.search(id, name, search, cursor);
            found.path("matches").forEach(match -> shell.terminal().line(shown(match)));
            cursor = Optional.of(found.path("next").asText()).filter(next -> !next.isEmpty());
        } while (cursor.isPresent());
    }

    private static String shown(JsonNode match) {
        return match.path("attempt").asText() + ":" + match.path("line").asText() + ":"
                + match.path("offset").asText() + ":" + match.path("text").asText();
    }

    private void copy(StarterClient starter, String id, String name) {
        try (InputStream log = starter.log(id, name, new LogQuery(follow, attempt, tail, since, bytes))) {
            byte[] some = new byte[8192];
            for (int read = log.read(some); read >= 0; read = log.read(some)) {
                shell.terminal().bytes(some, read);
            }
        } catch (IOException e) {
            throw new Unreachable("The connection to " + starter.server() + " broke. Call ./forge logs again.", e);
        }
    }
}
