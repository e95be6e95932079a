package dev.forge.standalone.cli;

import dev.forge.contract.RunKey;
import dev.forge.k8s.install.Cluster;
import dev.forge.k8s.install.ClusterContext;
import dev.forge.k8s.install.ClusterProblem;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.client.Unreachable;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.engine.OnKubernetes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The kubectl commands that help with this home's installation and its latest run, ready to paste. */
final class KubectlHelp {
    private final Shell shell;

    KubectlHelp(Shell shell) {
        this.shell = shell;
    }

    int tell() {
        Optional<OnKubernetes> place = OnKubernetes.of(shell.home());
        if (place.isEmpty()) {
            shell.err()
                    .println("This home has nothing in a cluster. Start with ./forge demo --kubernetes or ./forge up"
                            + " --kubernetes.");
            return ExitCode.REFUSED;
        }
        Optional<String> run = latestRun(place.get());
        shell.terminal().line("Steps run in " + place.get().text() + ".");
        shell.terminal()
                .line(run.map(id -> "The latest run is " + id + ".")
                        .orElse("No run is known here now; the commands hold for all of them."));
        shell.terminal().line("");
        shell.terminal().lines(lines(place.get(), run));
        return ExitCode.OK;
    }

    /** As the engine knows it; where none is up, as the cluster does. */
    private Optional<String> latestRun(OnKubernetes place) {
        Optional<EngineState> engine = EngineState.alive(shell.home());
        try {
            return engine.isPresent() ? latestOf(engine.get()) : latestThere(place);
        } catch (Unreachable | ClusterProblem e) {
            // The commands help without its latest run too, and show themselves what is wrong with the cluster.
            return Optional.empty();
        }
    }

    private static Optional<String> latestOf(EngineState engine) {
        return Optional.of(new StarterClient(engine.api())
                        .runs(1)
                        .path("runs")
                        .path(0)
                        .path("id")
                        .asText(""))
                .filter(id -> !id.isEmpty());
    }

    private Optional<String> latestThere(OnKubernetes place) {
        ClusterContext context = ClusterContext.find(
                place.kubeconfig().map(Path::of), Optional.of(place.context()), shell.environment());
        try (Cluster cluster = context.open()) {
            return cluster.installation(place.installation(), place.namespace()).latestRun();
        }
    }

    static List<String> lines(OnKubernetes place, Optional<String> run) {
        String kubectl = place.kubectl();
        String all = "-l forge.dev/installation=" + place.installation();
        String some = run.map(id -> "-l forge.dev/run=" + RunKey.of(id)).orElse(all);
        return List.of(
                "Its Jobs, one for each attempt of a step",
                "  " + kubectl + " get jobs " + some + " -L forge.dev/step,forge.dev/attempt",
                "Jobs as they come and go",
                "  " + kubectl + " get jobs " + all + " -w",
                "Its pods, and on which nodes they are",
                "  " + kubectl + " get pods " + some + " -o wide",
                "Why its pods wait, or how they ended: their conditions and events",
                "  " + kubectl + " describe pods " + some,
                "What its pods have written; of one step: add ,forge.dev/step=NAME to the label, and -f to go on",
                "  " + kubectl + " logs " + some + " --all-containers --prefix --tail=-1 --max-log-requests=50",
                "What has happened, the latest last",
                "  " + kubectl + " get events --sort-by=.lastTimestamp",
                "Why pods are pending",
                "  " + kubectl + " get events --field-selector reason=FailedScheduling",
                "  " + kubectl + " get resourcequotas,persistentvolumeclaims",
                "All that Forge has there now",
                "  " + kubectl + " get jobs,pods,configmaps,secrets,persistentvolumeclaims,serviceaccounts " + all,
                "",
                "./forge show RUN tells the same in words; ./forge logs RUN STEP keeps what pods that are gone have written.");
    }
}
