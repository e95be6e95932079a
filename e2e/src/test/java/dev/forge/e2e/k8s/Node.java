package dev.forge.e2e.k8s;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;

/** A node as those see it who look after it, with kubectl. */
final class Node {
    private final String name;

    Node(String name) {
        this.name = name;
    }

    /** Takes no more pods, and evicts those of one run. */
    void drain(Pod ofARun) throws IOException, InterruptedException {
        kubectl(
                "drain",
                name,
                "--ignore-daemonsets",
                "--delete-emptydir-data",
                "--force",
                "--pod-selector",
                Names.RUN + "=" + ofARun.getMetadata().getLabels().get(Names.RUN));
    }

    void uncordon() throws IOException, InterruptedException {
        kubectl("uncordon", name);
    }

    private static void kubectl(String... arguments) throws IOException, InterruptedException {
        Kubectl.run(arguments);
    }
}
