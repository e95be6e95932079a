package dev.forge.standalone.cli;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.StepKind;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.client.Unreachable;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.engine.OnKubernetes;
import dev.forge.standalone.view.FailureText;
import dev.forge.standalone.view.RunChanges;
import dev.forge.standalone.view.RunScreen;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Shows a run until it has ended: redrawn in place on a terminal, as plain lines elsewhere. */
final class RunWatch {
    private static final Duration GLANCE = Duration.ofMillis(150);
    // Long enough for an engine that was killed to be started again by hand.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Shell shell;
    private final boolean local;
    private final Duration patience;
    private final Clock clock = Clock.systemUTC();
    private final Optional<OnKubernetes> kubernetes;
    private StarterClient starter;
    private LastLines lastLines;
    private Optional<RunReport> shown = Optional.empty();

    /**
     * A watch.
     *
     * @param local whether the starter is this home's engine, which may come back at another port
     */
    RunWatch(Shell shell, StarterClient starter, boolean local) {
        this(shell, starter, local, PATIENCE);
    }

    /**
     * A watch.
     *
     * @param patience how long a starter that does not answer is waited for, unless that is longer than usual
     */
    RunWatch(Shell shell, StarterClient starter, boolean local, Duration patience) {
        this.shell = shell;
        this.starter = starter;
        this.local = local;
        this.patience = patience.compareTo(PATIENCE) < 0 ? patience : PATIENCE;
        this.kubernetes = local ? EngineState.alive(shell.home()).flatMap(EngineState::kubernetes) : Optional.empty();
        this.lastLines = new LastLines(starter);
    }

    /**
     * Watches to the end and says how it ended.
     *
     * @param commands by step: what it runs
     * @param source the name of the file that mistakes are in
     * @return the exit code
     */
    int untilEnd(String id, Map<String, String> commands, String source) throws InterruptedException {
        return tell(attend(id, report -> report.state().ended()), commands, source);
    }

    /** Watches until something is so of the run, or it has ended; Ctrl-C says how to go on. */
    RunReport attend(String id, Predicate<RunReport> so) throws InterruptedException {
        Thread farewell = new Thread(() -> sayHowToGoOn(id));
        Runtime.getRuntime().addShutdownHook(farewell);
        RunReport report = until(id, so);
        Runtime.getRuntime().removeShutdownHook(farewell);
        return report;
    }

    /** Says how a run ended and returns the exit code. */
    int tell(RunReport ended, Map<String, String> commands, String source) {
        shell.terminal()
                .lines(FailureText.lines(
                        ended, commands, source, shell.terminal().ink()));
        if (kubernetes.isPresent()) {
            sayWhatTheClusterMayLack(ended, kubernetes.get());
        } else if (local) {
            sayWhatWasNotTested(ended);
        }
        return exitCode(ended.state());
    }

    /** Watches until something is so of the run, or it has ended. */
    RunReport until(String id, Predicate<RunReport> so) throws InterruptedException {
        while (true) {
            RunReport report = report(id);
            show(report);
            if (so.test(report) || report.state().ended()) {
                return report;
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
        }
    }

    /** The last line of a step's log; empty while it does not run. */
    String lastLine(RunReport report, String step) {
        return lastLines.of(report).getOrDefault(step, "");
    }

    private RunReport report(String id) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (true) {
            try {
                return starter.report(id);
            } catch (Unreachable e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                if (!told) {
                    shell.err().println("The engine does not answer; waiting for it to come back.");
                    told = true;
                }
                TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
                findAgain();
            }
        }
    }

    private void findAgain() {
        if (local) {
            EngineState.alive(shell.home()).ifPresent(engine -> {
                starter = new StarterClient(engine.api());
                lastLines = new LastLines(starter);
            });
        }
    }

    private void show(RunReport report) {
        if (shell.terminal().interactive()) {
            RunScreen screen =
                    new RunScreen(shell.terminal().width(), shell.terminal().ink());
            shell.terminal().redraw(screen.lines(report, lastLines.of(report), clock.instant()));
        } else {
            shell.terminal().lines(RunChanges.between(shown, report));
        }
        shown = Optional.of(report);
    }

    private void sayHowToGoOn(String id) {
        shell.err().println();
        shell.err()
                .println("Detached; the run goes on. Watch it: ./forge logs " + id + " -f. Look at it: ./forge show "
                        + id + ". Cancel it: ./forge cancel " + id);
    }

    /** What no step can know: how images come to somebody's own cluster, and that the way back was guessed. */
    private void sayWhatTheClusterMayLack(RunReport report, OnKubernetes place) {
        report.failure().ifPresent(failed -> {
            if (failed.failure().category() == Category.IMAGE) {
                shell.terminal()
                        .line("Images come into a cluster by ./forge images: --load kind, --load minikube or --load"
                                + " COMMAND, or --push REGISTRY and then --image-prefix here.");
            } else if (failed.step().filter(name -> moves(report, name)).isPresent()) {
                place.podsS3().ifPresent(this::sayWhereS3Is);
            }
        });
    }

    private static boolean moves(RunReport report, String name) {
        return report.steps().stream().anyMatch(step -> step.name().equals(name) && step.kind() != StepKind.MODULE);
    }

    private void sayWhereS3Is(URI uri) {
        shell.terminal()
                .line("Pods look for this machine's S3 at " + uri + ". If it was not reached there: stop the engine"
                        + " (./forge down), let pods through to that port, or give another name for this machine"
                        + " (./forge up --kubernetes --s3-host HOST).");
    }

    private void sayWhatWasNotTested(RunReport report) {
        List<String> images = report.steps().stream()
                .map(step -> step.image())
                .filter(image -> !image.isBlank())
                .toList();
        if (!images.isEmpty()) {
            shell.terminal()
                    .line(shell.terminal()
                            .ink()
                            .faint("Steps ran as processes of this machine: the images themselves were not tested."));
        }
    }

    static int exitCode(RunState state) {
        return switch (state) {
            case SUCCEEDED -> ExitCode.OK;
            case FAILED -> ExitCode.RUN_FAILED;
            case CANCELED -> ExitCode.RUN_CANCELED;
            case QUEUED, RUNNING, PAUSED, HELD, CANCELING ->
                throw new IllegalArgumentException("a run that has not ended has no exit code: " + state);
        };
    }
}
