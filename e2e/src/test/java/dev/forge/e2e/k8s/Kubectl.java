package dev.forge.e2e.k8s;

import java.io.IOException;
import java.util.List;

/** kubectl, as those use it who look after the cluster of the scenarios. */
public final class Kubectl {
    private Kubectl() {}

    /** Runs it to its end, which must be a good one, and returns what it has printed. */
    public static String run(String... arguments) throws IOException, InterruptedException {
        return command(arguments).run();
    }

    /** Runs a line as a shell does into which it is pasted; it must end well. */
    public static void paste(String line) throws IOException, InterruptedException {
        Command.of("sh", "-c", line).run();
    }

    /** All that bears a label, of whatever kind and in whatever namespace, as {@code job.batch/name}. */
    public static List<String> bearing(String label) throws IOException, InterruptedException {
        String kinds = String.join(
                ",", run("api-resources", "--verbs=list", "-o", "name").lines().toList());
        return run("get", kinds, "--all-namespaces", "-l", label, "-o", "name")
                .lines()
                .toList();
    }

    static Command command(String... arguments) {
        return Command.of(
                        "kubectl", "--kubeconfig", Cluster.shared().kubeconfig().toString())
                .and(arguments);
    }
}
