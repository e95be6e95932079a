package dev.forge.standalone.cli;

import dev.forge.k8s.install.ClusterContext;
import dev.forge.standalone.doctor.Finding;
import dev.forge.standalone.doctor.NeededCluster;
import dev.forge.standalone.doctor.NeededPorts;
import dev.forge.standalone.doctor.NeededPrograms;
import dev.forge.standalone.doctor.NeededRoom;
import dev.forge.standalone.engine.ClusterChoice;
import dev.forge.standalone.engine.PostgresProgram;
import dev.forge.standalone.engine.PreferredPorts;
import dev.forge.standalone.view.FindingText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks whether all that Forge needs is on this machine. */
@Command(
        name = "doctor",
        description = {
            "Looks whether all that Forge needs is on this machine, and says what to do where it is not.",
            "It starts no engine. With --kubernetes it also asks the cluster."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge doctor",
            "  ./forge doctor --kubernetes --context kind-forge",
            "  ./forge doctor -o json | jq -r '.[] | select(.grade == \"MISSING\").what'",
            "",
            "Exit codes: 0 all that is needed is there, 3 something is missing."
        })
final class DoctorCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = findings();
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(findings));
        } else {
            shell.terminal().lines(FindingText.lines(findings, shell.terminal().ink()));
        }
        return findings.stream().anyMatch(Finding::hinders) ? ExitCode.UNREACHABLE : ExitCode.OK;
    }

    private List<Finding> findings() throws InterruptedException {
        NeededPrograms programs = new NeededPrograms(shell.environment());
        List<Finding> findings = new ArrayList<>(List.of(
                programs.java(),
                programs.maven(),
                new NeededRoom("home", shell.home().root(), "FORGE_HOME").look(),
                new NeededRoom("cache", PostgresProgram.cache(shell.environment()), "FORGE_CACHE").look(),
                new NeededPorts(shell.home(), PreferredPorts.of(shell.environment())).look(),
                programs.temporal(),
                programs.postgres(),
                programs.bash(),
                programs.images()));
        if (cluster.asked()) {
            findings.add(NeededCluster.look(this::context));
        }
        return findings;
    }

    private ClusterContext context() {
        Optional<ClusterChoice> choice = cluster.choice(shell);
        return ClusterContext.find(
                choice.flatMap(ClusterChoice::kubeconfig), choice.flatMap(ClusterChoice::context), shell.environment());
    }
}
