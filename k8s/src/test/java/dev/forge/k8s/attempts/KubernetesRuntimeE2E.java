package dev.forge.k8s.attempts;

import dev.forge.k8s.TestCluster;
import dev.forge.runtime.JobRuntimeContract;
import dev.forge.runtime.Lab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract suite, over Jobs of a cluster. */
@Execution(ExecutionMode.CONCURRENT)
class KubernetesRuntimeE2E extends JobRuntimeContract {
    private static TestCluster cluster;

    private final KubernetesLab lab = new KubernetesLab(cluster);

    @BeforeAll
    static void makeNamespace() {
        cluster = TestCluster.withNamespace("contract");
    }

    @AfterAll
    static void removeNamespace() {
        cluster.close();
    }

    @AfterEach
    void closeTheLab() {
        lab.close();
    }

    @Override
    protected Lab lab() {
        return lab;
    }
}
