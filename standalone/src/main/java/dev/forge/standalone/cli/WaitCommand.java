package dev.forge.standalone.cli;

import dev.forge.contract.run.RunReport;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.Spans;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Waits for the end of a run. */
@Command(
        name = "wait",
        description = {
            "Waits until a run has ended, shows its progress meanwhile, and says how it ended, as ./forge run does.",
            "Ctrl-C ends the waiting, not the run."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge wait @last",
            "  run=$(./forge run my.yaml --detach); ./forge wait \"$run\" && echo done",
            "  ./forge wait weather-4q --timeout 10m",
            "",
            "Exit codes: 0 succeeded, 1 failed, 3 no engine, 4 canceled, 5 no such run, 124 not ended in time,",
            "130 Ctrl-C."
        })
final class WaitCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private RunReferenceParameter run = new RunReferenceParameter();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Waits no longer than this (default: for as long as it takes).")
    private Optional<Duration> timeout = Optional.empty();

    WaitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        long begun = System.nanoTime();
        StarterClient starter = shell.starter(server.uri());
        String id = run.resolve(starter);
        boolean local = server.uri().isEmpty();
        RunWatch watch = timeout.map(limit -> new RunWatch(shell, starter, local, limit))
                .orElseGet(() -> new RunWatch(shell, starter, local));
        RunReport report = watch.attend(
                id,
                _ -> timeout.filter(limit -> System.nanoTime() - begun >= limit.toNanos())
                        .isPresent());
        if (report.state().ended()) {
            return watch.tell(report, Map.of(), report.pipeline());
        }
        shell.err()
                .println("run " + id + " has not ended after " + Spans.of(timeout.orElseThrow()) + ": " + report.state()
                        + ". It goes on.");
        return ExitCode.NOT_ENDED;
    }
}
