package dev.forge.standalone.cli;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.standalone.client.LogQuery;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints logs. */
@Command(
        name = "logs",
        description = {
            "Prints the log of a run's step, byte for byte; without STEP, of all its steps in turn.",
            "With -f it goes on with what comes, until the step (or the run) has ended."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge logs @last monthly",
            "  ./forge logs @last -f",
            "  ./forge logs @last monthly --attempt 1 --tail 20"
        })
final class LogsCommand implements Callable<Integer> {
    private final Shell shell;

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

    @Option(names = "--attempt", paramLabel = "N", description = "Only this attempt.")
    private Optional<Integer> attempt = Optional.empty();

    @Option(names = "--tail", paramLabel = "N", description = "Only so many lines of the end.")
    private Optional<Integer> tail = Optional.empty();

    LogsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        StarterClient starter = shell.starter(server.uri());
        String id = run.resolve(starter);
        if (step.isPresent()) {
            copy(starter, id, step.get());
        } else {
            all(starter, id);
        }
        return ExitCode.OK;
    }

    private void all(StarterClient starter, String id) throws InterruptedException {
        int next = 0;
        while (true) {
            RunReport report = starter.report(id);
            List<StepReport> steps = report.steps();
            while (next < steps.size() && !steps.get(next).attempts().isEmpty()) {
                shell.terminal().line("==> " + steps.get(next).name() + " <==");
                copy(starter, id, steps.get(next).name());
                next++;
            }
            if (!follow || report.state().ended()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private void copy(StarterClient starter, String id, String name) {
        try (InputStream log = starter.log(id, name, new LogQuery(follow, attempt, tail))) {
            byte[] some = new byte[8192];
            for (int read = log.read(some); read >= 0; read = log.read(some)) {
                shell.terminal().bytes(some, read);
            }
        } catch (IOException e) {
            throw new Unreachable("The connection to " + starter.server() + " broke. Call ./forge logs again.", e);
        }
    }
}
