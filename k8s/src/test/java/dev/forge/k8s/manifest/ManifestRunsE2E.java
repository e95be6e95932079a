package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.k8s.KubernetesSettings;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What modules ask for, as real pods run it where Pod Security is enforced. */
class ManifestRunsE2E {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private static TestNamespace namespace;

    private final String run = "run-" + RUNS.incrementAndGet();
    private int attempts;

    @BeforeAll
    static void open() {
        namespace = new TestNamespace();
        namespace.claim("workspaces");
    }

    @AfterAll
    static void close() {
        namespace.close();
    }

    @Test
    void aRawContainerRunsAsItIs() {
        Pod pod = namespace.succeeded(
                step("solve").first().with("UNITS", "metric").kubernetes("""
                containers:
                - name: solver
                  image: busybox:1.36
                  command: [sh, -c, 'echo "$THREADS $UNITS $PWD $FORGE_DATA $0" > $FORGE_OUTPUT', $(FORGE_STEP)]
                  workingDir: /work
                  env: [{name: THREADS, value: "8 of $(FORGE_STEP)"}]
                  volumeMounts: [{name: workspace, mountPath: /work}]
                - {name: second, image: "busybox:1.36", command: ["true"]}
                """));

        assertThat(TestNamespace.output(pod, "solver")).isEqualTo("8 of solve metric /work /work solve\n");
    }

    @Test
    void aPodEndsWithItsModuleWhateverItsSidecarsDo() {
        Pod pod = namespace.succeeded(step("main")
                .first()
                .sh("until [ -e $FORGE_DATA/served ]; do sleep 0.1; done; cat $FORGE_DATA/served > $FORGE_OUTPUT")
                .kubernetes("""
                        initContainers:
                        - {name: before, image: "busybox:1.36", command: [sh, -c, "echo before > $FORGE_DATA/served"]}
                        sidecars:
                        - name: beside
                          image: busybox:1.36
                          command: [sh, -c, "echo beside >> $FORGE_DATA/served; while :; do sleep 1; done"]
                        """));

        assertThat(TestNamespace.output(pod, "module")).startsWith("before\n");
        assertThat(TestNamespace.exitCode(pod, "beside")).isNotZero();
    }

    @Test
    void variablesComeFromSecretsAndConfigMapsAndExpandInArguments() {
        namespace
                .client
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("station")
                        .withNamespace(namespace.name)
                        .endMetadata()
                        .addToStringData("token", "s3cr$(FORGE_STEP)t")
                        .build())
                .create();
        namespace
                .client
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("units")
                        .withNamespace(namespace.name)
                        .endMetadata()
                        .addToData("temperature", "kelvin")
                        .build())
                .create();

        Pod pod = namespace.succeeded(step("main")
                .first()
                .with("TOKEN", new EnvValue.SecretKey("station", "token"))
                .with("UNITS", new EnvValue.ConfigMapKey("units", "temperature"))
                .with("BOTH", "$(UNITS)-$(LATER)")
                .with("LATER", "x")
                .sh("echo \"$TOKEN $UNITS $BOTH $0 $1\" > $FORGE_OUTPUT")
                .args("$(TOKEN)", "$$(UNITS)"));

        assertThat(TestNamespace.output(pod, "module"))
                .isEqualTo("s3cr$(FORGE_STEP)t kelvin kelvin-$(LATER) s3cr$(FORGE_STEP)t $(UNITS)\n");
    }

    @Test
    void whatIsInARunsIdStaysAsItIs() {
        String odd = "odd $(FORGE_DATA) $$ \"ü\" " + run;

        Pod pod = namespace.succeeded(
                Sample.module().under(settings()).ofRun(odd).first().sh("echo \"$FORGE_RUN_ID\" > $FORGE_OUTPUT"));

        assertThat(TestNamespace.output(pod, "module")).isEqualTo(odd + "\n");
    }

    @Test
    void aVariableMayBearANameThatShellsDoNotKnow() {
        Pod pod = namespace.succeeded(step("main")
                .first()
                .with("with.dots-and-dashes", "1")
                .with("1st %", "2")
                .kubernetes("containers: [{image: 'busybox:1.36', command: [env]}]"));

        assertThat(namespace
                        .client
                        .pods()
                        .inNamespace(namespace.name)
                        .withName(pod.getMetadata().getName())
                        .getLog()
                        .lines())
                .contains("1st %=2", "with.dots-and-dashes=1");
    }

    private KubernetesSettings settings() {
        return namespace.settings("workspaces");
    }

    private Sample step(String step) {
        attempts++;
        return Sample.module().under(settings()).attempt(run, "execution-1", step, attempts);
    }
}
