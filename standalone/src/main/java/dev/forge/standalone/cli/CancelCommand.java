package dev.forge.standalone.cli;

import dev.forge.contract.run.RunReport;
import dev.forge.standalone.client.StarterClient;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Cancels a run. */
@Command(
        name = "cancel",
        description = {
            "Cancels a run: its step is ended, the sink does not run.",
            "A run is CANCELED only once nothing of it runs any more; until then it is CANCELING."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge cancel @last", "  ./forge cancel weather-4q --wait"})
final class CancelCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private RunReferenceParameter run = new RunReferenceParameter();

    @Option(names = "--wait", description = "Returns once the run has ended.")
    private boolean waits;

    CancelCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        StarterClient starter = shell.starter(server.uri());
        String id = run.resolve(starter);
        starter.cancel(id);
        RunReport report = starter.report(id);
        while (waits && !report.state().ended()) {
            TimeUnit.MILLISECONDS.sleep(200);
            report = starter.report(id);
        }
        shell.terminal().line("run " + id + ": " + report.state());
        return ExitCode.OK;
    }
}
