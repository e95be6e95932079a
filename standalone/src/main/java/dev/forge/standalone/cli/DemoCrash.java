package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.ModuleSpec;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.run.RunReport;
import dev.forge.standalone.client.LogQuery;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.engine.EngineProblem;
import dev.forge.standalone.engine.EngineState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Kills the engine with {@code kill -9} in the middle of a module and starts it again. */
final class DemoCrash implements DemoTurn {
    private static final String SLOW = "slow";
    // Longer than a new engine and the adoption take, so that the module is still at work when it is adopted.
    private static final int SECONDS = 15;
    private static final String KILLED_AT = "second 3 of " + SECONDS;
    private static final String SCRIPT = "i=1; while [ $i -le " + SECONDS + " ]; do echo \"second $i of " + SECONDS
            + "\"; sleep 1; i=$((i + 1)); done";

    private final Shell shell;
    private final ClusterOption cluster;

    DemoCrash(Shell shell, ClusterOption cluster) {
        this.shell = shell;
        this.cluster = cluster;
    }

    @Override
    public PipelineSpec pipeline(PipelineSpec spec) {
        List<ModuleSpec> modules = new ArrayList<>(spec.modules());
        modules.add(
                1,
                new ModuleSpec(
                        SLOW,
                        "busybox:1.36",
                        List.of("sh", "-c"),
                        List.of(SCRIPT),
                        Map.of(),
                        Resources.NONE,
                        ModuleSpec.DEFAULT_TIMEOUT,
                        RetryRule.DEFAULT));
        return spec.withModules(modules);
    }

    @Override
    public void during(RunWatch watch, String run) throws InterruptedException {
        watch.until(run, report -> watch.lastLine(report, SLOW).contains(KILLED_AT));
        ProcessHandle engine = EngineState.alive(shell.home())
                .flatMap(state -> state.process().alive())
                .orElseThrow(() -> new EngineProblem(
                        "The engine ended by itself. See " + shell.home().engineLog() + "."));
        shell.terminal().settle();
        shell.terminal().line("");
        shell.terminal()
                .line("kill -9 " + engine.pid() + "   (the engine, while " + SLOW + " is at \"" + KILLED_AT
                        + "\"; the module's own " + (cluster.asked() ? "Job" : "process") + " goes on)");
        engine.destroyForcibly();
        engine.onExit().completeOnTimeout(engine, 5, TimeUnit.SECONDS).join();
        shell.terminal().line("The engine is dead. Starting it again …");
        new LocalEngine(shell).ensure(List.of("--idle", "10m"), cluster);
        shell.terminal().line("");
    }

    @Override
    public boolean after(StarterClient starter, RunReport run) {
        boolean once = run.steps().stream().allMatch(step -> step.attempts().size() == 1);
        List<String> said = log(starter, run.id());
        boolean whole = said.equals(IntStream.rangeClosed(1, SECONDS)
                .mapToObj(second -> "second " + second + " of " + SECONDS)
                .toList());
        shell.terminal().line("");
        if (once && whole) {
            shell.terminal()
                    .line("Nothing was lost and nothing was repeated: each step has one attempt, and the log of " + SLOW
                            + " has each of its " + SECONDS + " seconds once.");
        } else {
            shell.terminal()
                    .line("Something was repeated or lost; that is a defect of Forge. Attempts: " + attempts(run)
                            + ". The log of " + SLOW + ": " + said);
        }
        return once && whole;
    }

    private static String attempts(RunReport run) {
        return run.steps().stream()
                .map(step -> step.name() + " " + step.attempts().size())
                .toList()
                .toString();
    }

    private static List<String> log(StarterClient starter, String run) {
        try (InputStream log = starter.log(run, SLOW, LogQuery.ALL)) {
            return new String(log.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The log of " + SLOW + " cannot be read.", e);
        }
    }
}
