package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.step.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Why a step waits stands in its run: one plain sentence, since when, for how long at most, and who can change it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class WaitingE2E {
    @AutoClose
    private final Installation forge;

    @AutoClose
    private final Registry registry = Registry.open();

    WaitingE2E() throws Exception {
        forge = Installation.in(Space.named("waiting"));
        forge.startWorker();
    }

    @Test
    void forANodeInTheSchedulersOwnWords() throws Exception {
        Waiting waiting = waiting(
                Chain.named("node").module("work", "true", "resources: {cpu: 1000}"),
                each -> each.why().contains("Insufficient"));

        assertThat(waiting.why()).matches("waits for a node: 0/\\d+ nodes are available: \\d+ Insufficient cpu");
        assertThat(waiting.limit()).contains(Duration.ofMinutes(30));
        assertThat(waiting.remedy().orElseThrow())
                .contains("ask for less in resources:", "have a node that fits added");
    }

    @Test
    void forTheDownloadOfAnImage() throws Exception {
        Waiting waiting = waiting(
                Chain.named("image").raw("- name: work\n  image: " + registry.slow() + "\n  command: [\"true\"]\n"),
                each -> each.why().startsWith("pulling"));

        assertThat(waiting.why()).isEqualTo("pulling image " + registry.slow());
        assertThat(waiting.limit()).contains(Duration.ofMinutes(30));
        assertThat(waiting.remedy().orElseThrow()).contains("make the image smaller", "nearer to the nodes");
    }

    @Test
    void forAVolumeThatIsNotBound() throws Exception {
        forge.space().claimOn("no-such-class", "scratch");

        Waiting waiting = waiting(
                Chain.named("volume").module("work", "true", """
                        kubernetes:
                          volumes: [{name: scratch, persistentVolumeClaim: {claimName: scratch}}]
                          volumeMounts: [{name: scratch, mountPath: /scratch}]
                        """),
                each -> each.why().contains("no-such-class"));

        assertThat(waiting.why()).startsWith("volume not bound: volume claim").contains("scratch");
        assertThat(waiting.limit()).contains(Duration.ofMinutes(10));
        assertThat(waiting.remedy().orElseThrow()).contains("create storage class no-such-class");
    }

    private Waiting waiting(Chain chain, Predicate<Waiting> expected) throws Exception {
        String run = forge.submit(chain);
        RunReport report = forge.await(
                run,
                each -> Installation.step(each, "work")
                        .waiting()
                        .filter(expected)
                        .isPresent());
        Waiting waiting = Installation.step(report, "work").waiting().orElseThrow();
        assertThat(waiting.since()).isBetween(report.startedAt().minusSeconds(1), Instant.now());
        forge.cancel(run);
        return waiting;
    }
}
