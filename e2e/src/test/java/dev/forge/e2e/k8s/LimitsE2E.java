package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.Category;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What may come in time is waited for until its limit; then the run fails with what it waited for, and what to mend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class LimitsE2E {
    private static final String SHORT = "3s";

    @AutoClose
    private final Installation forge;

    LimitsE2E() throws Exception {
        forge = Installation.in(Space.named("limits"))
                .with("FORGE_WAIT_SCHEDULING", SHORT)
                .with("FORGE_WAIT_VOLUME", SHORT)
                .with("FORGE_WAIT_IMAGE_FAULT", SHORT);
        forge.startWorker();
    }

    private static Chain module(String... fields) {
        return Chain.named("limits").module("work", "true", fields);
    }

    @Test
    void anImageWhoseRegistryIsAway() throws Exception {
        assertThat(givenUp(
                        Chain.named("away").raw("- {name: work, image: \"registry.invalid/module:1\"}\n"),
                        Category.IMAGE))
                .contains("image registry.invalid/module:1 cannot be pulled right now", "registry answers");
    }

    @Test
    void aRequestThatNoNodeCanMeet() throws Exception {
        assertThat(givenUp(module("resources: {cpu: 1000}"), Category.UNSCHEDULABLE))
                .containsPattern("found no node: 0/\\d+ nodes are available: \\d+ Insufficient cpu")
                .contains("ask for less in resources:");
    }

    @Test
    void aNodeSelectorThatNoNodeMatches() throws Exception {
        assertThat(givenUp(module("kubernetes: {nodeSelector: {disktype: no-such-disk}}"), Category.UNSCHEDULABLE))
                .contains("found no node", "node affinity/selector", "nodeSelector:");
    }

    @Test
    void aVolumeThatIsNotBound() throws Exception {
        forge.space().claimOn("no-such-class", "scratch");

        assertThat(givenUp(module("""
                        kubernetes:
                          volumes: [{name: scratch, persistentVolumeClaim: {claimName: scratch}}]
                          volumeMounts: [{name: scratch, mountPath: /scratch}]
                        """), Category.STORAGE))
                .contains("volume not bound", "scratch", "create storage class no-such-class");
    }

    private String givenUp(Chain chain, Category category) throws Exception {
        return FailedRuns.await(forge, chain, category).failure().orElseThrow().sentence();
    }
}
