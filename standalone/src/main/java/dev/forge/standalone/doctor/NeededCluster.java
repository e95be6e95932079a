package dev.forge.standalone.doctor;

import dev.forge.k8s.install.Cluster;
import dev.forge.k8s.install.ClusterContext;
import dev.forge.k8s.install.ClusterProblem;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** A cluster in which steps are to run. */
public final class NeededCluster {
    private NeededCluster() {}

    /** Asks it for its version. */
    public static Finding look(Supplier<ClusterContext> chosen) {
        try {
            ClusterContext context = chosen.get();
            try (Cluster _ = context.open()) {
                return Finding.good("cluster", "context " + context.name() + " (" + context.server() + ") answers");
            }
        } catch (ClusterProblem | UncheckedIOException problem) {
            return Finding.missing("cluster", problem);
        }
    }
}
