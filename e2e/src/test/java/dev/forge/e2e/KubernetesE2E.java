package dev.forge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.e2e.Forge.Said;
import dev.forge.e2e.k8s.Kubectl;
import dev.forge.k8s.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Forge as its users start it, with its steps in a cluster that has the images of Forge and of the examples. */
@Timeout(900)
class KubernetesE2E {
    @TempDir
    private Path folder;

    private final OwnNamespace cluster = OwnNamespace.fresh();
    private final String namespace = cluster.name();
    private Forge forge = new Forge(Path.of("unused"));

    @BeforeEach
    void open() {
        forge = new Forge(folder);
    }

    @AfterEach
    void clear() throws Exception {
        forge.forge("down", "--kubernetes");
        forge.close();
    }

    @Test
    void theDemoBringsItsResultFromTheClusterAndDownLeavesNothingThere() throws Exception {
        Said demo = forge.forge(cluster.with("demo"));

        assertThat(demo.exitCode()).as(demo.out()).isZero();
        assertThat(demo.out())
                .contains("namespace " + namespace, "get jobs -w", "SUCCEEDED", "./forge down --kubernetes")
                .doesNotContain("images themselves were not tested");
        assertThat(folder).isDirectoryRecursivelyContaining("glob:**/results/chart.svg");
        Said help = forge.forge("help", "kubectl");
        assertThat(help.out()).contains("get jobs -l forge.dev/run=weather-");
        assertThat(help.out().lines().filter(line -> line.startsWith("  kubectl ") && !line.endsWith(" -w")))
                .hasSizeGreaterThan(5)
                .allSatisfy(Kubectl::paste);

        String label = Names.INSTALLATION + "="
                + Kubectl.run(
                        "get", "namespace", namespace, "-o", "jsonpath={.metadata.labels['forge\\.dev/installation']}");
        assertThat(Kubectl.bearing(label))
                .contains(
                        "namespace/" + namespace,
                        "persistentvolumeclaim/forge-workspaces",
                        "secret/forge-s3",
                        "serviceaccount/forge-module")
                .anyMatch(each -> each.startsWith("job.batch/"))
                .anyMatch(each -> each.startsWith("pod/"));
        Said down = forge.forge("down", "--kubernetes");
        assertThat(down.exitCode()).as(down.out()).isZero();
        assertThat(down.out()).contains("Jobs", "PersistentVolumeClaim forge-workspaces", "Namespace " + namespace);
        assertThat(Kubectl.bearing(label)).isEmpty();
        assertThat(forge.forge("down", "--kubernetes").out()).contains("This home has nothing in a cluster");
    }

    @Test
    void filesOfThisMachineAreCarriedThereAndBack() throws Exception {
        Path in = Files.createDirectories(folder.resolve("in"));
        Files.writeString(in.resolve("a.txt"), "hello");
        Path pipeline = forge.pipeline("upper", "tr a-z A-Z <a.txt >b.txt");
        Path out = folder.resolve("out");

        Said run = forge.forge(
                cluster.with("run", pipeline.toString(), "--source", in.toString(), "--sink", out.toString()));

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(out.resolve("b.txt")).hasContent("HELLO");
    }

    @Test
    void resultsAreReadFromTheVolumeBeforeTheNextStepChangesThem() throws Exception {
        Path pipeline = forge.pipeline(
                "results", "mkdir by; for i in 1 2 3 4 5; do echo \"{\\\"n\\\": $i}\" >by/$i.json; done");
        Files.writeString(pipeline, """
                    results: [by/1.json, by/2.json, by/3.json, by/4.json, by/5.json]
                  - name: spoil
                    image: busybox:1.36
                    command: [sh, -c, "rm -r by"]
                """, StandardOpenOption.APPEND);

        Said run = forge.forge(cluster.with("run", pipeline.toString()));

        assertThat(run.exitCode()).as(run.out()).isZero();
        Said found = forge.forge("results", "--run", "@last", "--path", "/n", "--where", "/n>3");
        assertThat(found.out().lines().skip(1)).hasSize(2).allMatch(line -> line.matches(".*by/[45]\\.json.*/n.*"));
    }

    @Test
    void whyARunWaitsIsShown() throws Exception {
        Path pipeline = forge.pipeline("large", "true");
        Files.writeString(pipeline, "    resources: {cpu: 1000}\n", StandardOpenOption.APPEND);
        String id = forge.submit(pipeline, cluster.with());

        Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(forge.forge("show", id).out().replaceAll("\\s+", " "))
                        .containsPattern("waits for a node: 0/\\d+ nodes are available: \\d+ Insufficient cpu")
                        .contains("at most 30m", "ask for less in resources:"));
        assertThat(forge.forge("cancel", id).exitCode()).isZero();
    }

    @Tag("long")
    @Test
    void anEngineThatIsKilledIsFollowedByOneThatAdoptsItsJob() throws Exception {
        Path pipeline = forge.pipeline("slow", "sleep 25; echo done");
        String id = forge.submit(pipeline, cluster.with());
        Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(2))
                .until(() -> forge.run(id).steps().stream()
                        .anyMatch(step -> step.startedAt().isPresent()));
        forge.killEngine();

        Said up = forge.forge(cluster.with("up", "--detach"));

        assertThat(up.exitCode()).as(up.out()).isZero();
        RunReport ended = forge.awaitEnd(id);
        assertThat(ended.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(Forge.step(ended, "step-1").attempts()).hasSize(1);
    }

    @Test
    void anEngineOfThisMachineIsNotTakenForOneInACluster() throws Exception {
        forge.up();

        Said run = forge.forge(cluster.with("run", forge.pipeline("p", "true").toString()));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("as processes of this machine", "./forge down", "FORGE_HOME");
    }
}
