package dev.forge.standalone.cli;

import dev.forge.contract.run.RunState;
import dev.forge.k8s.install.Cluster;
import dev.forge.k8s.install.ClusterContext;
import dev.forge.standalone.client.RunsFilter;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.engine.EngineProblem;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.engine.OnKubernetes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Clears the cluster of all that this home's engine made there. */
final class ClusterDown {
    // Twice a pod's 30 seconds between TERM and KILL.
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int MOST = 200;

    private final Shell shell;

    ClusterDown(Shell shell) {
        this.shell = shell;
    }

    /** Cancels all open runs of an engine in a cluster: without their Jobs they would end as lost, not as canceled. */
    void cancelRuns() throws InterruptedException {
        Optional<EngineState> engine =
                EngineState.alive(shell.home()).filter(up -> up.kubernetes().isPresent());
        if (engine.isEmpty()) {
            return;
        }
        StarterClient starter = new StarterClient(engine.get().api());
        List<String> open = open(starter);
        for (String run : open) {
            starter.cancel(run);
            shell.terminal().line("Canceling " + run + ".");
        }
        awaitEnd(starter, open);
    }

    private static void awaitEnd(StarterClient starter, List<String> runs) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (String run : runs) {
            while (!starter.report(run).state().ended()) {
                if (System.nanoTime() > deadline) {
                    throw new EngineProblem("The run " + run + " is not canceled yet. ./forge show " + run
                            + " says what holds it; try again then.");
                }
                TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            }
        }
    }

    private static List<String> open(StarterClient starter) {
        List<String> open = new ArrayList<>();
        for (RunState state : RunState.values()) {
            if (!state.ended()) {
                starter.runs(MOST, RunsFilter.ALL.with("status", Optional.of(state.name())), Optional.empty())
                        .path("runs")
                        .forEach(run -> open.add(run.path("id").asText()));
            }
        }
        return open;
    }

    void remove() throws InterruptedException {
        Optional<OnKubernetes> place = OnKubernetes.of(shell.home());
        if (place.isEmpty()) {
            shell.terminal().line("This home has nothing in a cluster.");
            return;
        }
        ClusterContext context = ClusterContext.find(
                place.get().kubeconfig().map(Path::of), Optional.of(place.get().context()), shell.environment());
        requireSameServer(context, place.get());
        shell.err().println("Clearing " + place.get().text() + " …");
        List<String> removed;
        try (Cluster cluster = context.open()) {
            removed = cluster.installation(
                            place.get().installation(), place.get().namespace())
                    .remove();
        }
        OnKubernetes.forget(shell.home());
        shell.terminal()
                .line(
                        removed.isEmpty()
                                ? "Nothing of Forge was left there."
                                : "Removed " + String.join(", ", removed) + ".");
    }

    private static void requireSameServer(ClusterContext context, OnKubernetes place) {
        if (!context.server().equals(place.server())) {
            throw new EngineProblem("The context " + context.name() + " leads to " + context.server()
                    + " now, and Forge's things are in " + place.server() + ". Mend that context, then try again.");
        }
    }
}
