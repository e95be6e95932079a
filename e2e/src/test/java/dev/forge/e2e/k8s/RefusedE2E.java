package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What can never run fails early, once, and says what to mend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class RefusedE2E {
    @AutoClose
    private final Installation forge;

    @AutoClose
    private final Registry registry = Registry.open();

    RefusedE2E() throws Exception {
        forge = Installation.in(Space.named("refused"))
                .with("FORGE_WAIT_SCHEDULING", "3s")
                .with("FORGE_WAIT_VOLUME", "3s")
                .with("FORGE_WAIT_IMAGE_FAULT", "3s");
        forge.startWorker();
    }

    private static Chain image(String image, String... fields) {
        return Chain.named("image")
                .raw("- name: work\n  image: " + image + "\n  command: [\"true\"]\n"
                        + String.join("\n", fields).indent(2));
    }

    private static Chain module(String... fields) {
        return Chain.named("refused").module("work", "true", fields);
    }

    @Test
    void anImageThatItsRegistryHasNot() throws Exception {
        assertThat(refused(image(registry.absent()), Category.IMAGE))
                .contains("image " + registry.absent() + " is not in its registry", "docker push");
    }

    @Test
    void anImageThatNeedsALogin() throws Exception {
        assertThat(refused(image(registry.locked()), Category.IMAGE))
                .contains("image " + registry.locked() + " may not be pulled", "imagePullSecrets:");
    }

    @Test
    void anImageWhosePullSecretIsMissing() throws Exception {
        assertThat(refused(image(registry.locked(), "kubernetes: {imagePullSecrets: [no-such-login]}"), Category.IMAGE))
                .contains("image " + registry.locked() + " may not be pulled", "names: no-such-login", "create it");
    }

    @Test
    void anImageWhoseRegistryIsAway() throws Exception {
        assertThat(refused(image("registry.invalid/module:1"), Category.IMAGE))
                .contains("image registry.invalid/module:1 cannot be pulled right now", "registry answers");
    }

    @Test
    void aSecretThatIsMissing() throws Exception {
        assertThat(refused(module("env: {TOKEN: {secret: station, key: token}}"), Category.CONFIGURATION))
                .contains("Secret station", forge.space().name());
    }

    @Test
    void aConfigMapThatIsMissing() throws Exception {
        assertThat(refused(module("env: {UNITS: {configMap: units, key: length}}"), Category.CONFIGURATION))
                .contains("ConfigMap units", forge.space().name());
    }

    @Test
    void aRequestThatNoNodeCanMeet() throws Exception {
        assertThat(refused(module("resources: {cpu: 1000}"), Category.UNSCHEDULABLE))
                .containsPattern("found no node: 0/\\d+ nodes are available: \\d+ Insufficient cpu")
                .contains("ask for less in resources:");
    }

    @Test
    void aNodeSelectorThatNoNodeMatches() throws Exception {
        assertThat(refused(module("kubernetes: {nodeSelector: {disktype: no-such-disk}}"), Category.UNSCHEDULABLE))
                .contains("found no node", "node affinity/selector", "nodeSelector:");
    }

    @Test
    void aContainerThatPodSecurityForbids() throws Exception {
        assertThat(refused(
                        module("kubernetes: {securityContext: {privileged: true, allowPrivilegeEscalation: true}}"),
                        Category.CONFIGURATION))
                .contains("forbids its pod", "violates PodSecurity \"restricted", "privileged", "securityContext");
    }

    @Test
    void aVolumeThatIsNotBound() throws Exception {
        forge.space().claimOn("no-such-class", "scratch");

        assertThat(refused(module("""
                        kubernetes:
                          volumes: [{name: scratch, persistentVolumeClaim: {claimName: scratch}}]
                          volumeMounts: [{name: scratch, mountPath: /scratch}]
                        """), Category.STORAGE))
                .contains("volume not bound", "scratch", "create storage class no-such-class");
    }

    @Test
    void aVolumeClaimThatIsMissing() throws Exception {
        assertThat(refused(module("""
                        kubernetes:
                          volumes: [{name: other, persistentVolumeClaim: {claimName: no-such-claim}}]
                          volumeMounts: [{name: other, mountPath: /other}]
                        """), Category.CONFIGURATION))
                .contains("volume claim no-such-claim is not in namespace "
                        + forge.space().name());
    }

    @Test
    void aServiceAccountThatIsMissing() throws Exception {
        assertThat(refused(module("kubernetes: {serviceAccount: nobody}"), Category.CONFIGURATION))
                .contains("service account", "nobody", "kubectl create serviceaccount");
    }

    @Test
    void whatIsThePlatformsOwnIsNotForModules() throws Exception {
        assertThat(refused(module("env: {KEY: {secret: forge-object-store, key: k}}"), Category.CONFIGURATION))
                .contains("env.KEY names the Secret forge-object-store", "the platform's own", "name another one");
        assertThat(refused(module("kubernetes: {serviceAccount: forge-worker}"), Category.CONFIGURATION))
                .contains("kubernetes.serviceAccount says forge-worker", "the platform's own", "name another one");
        assertThat(refused(module("""
                        kubernetes:
                          volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t}}]}}]
                          volumeMounts: [{name: t, mountPath: /t}]
                        """), Category.CONFIGURATION))
                .contains("kubernetes.volumes says serviceAccountToken", "leave kubernetes.volumes out");
    }

    @Test
    void aCommandThatItsImageHasNot() throws Exception {
        assertThat(refused(
                        Chain.named("command")
                                .raw("- name: work\n  image: busybox:1.36\n  command: [no-such-program]\n"),
                        Category.CONFIGURATION))
                .contains("command no-such-program is not in image busybox:1.36");
    }

    /** The sentence of a run that failed so, in its only attempt. */
    private String refused(Chain chain, Category category) throws Exception {
        RunReport report = forge.awaitEnd(forge.submit(chain));
        assertThat(report.state()).as(report.toString()).isEqualTo(RunState.FAILED);
        RunFailure failure = report.failure().orElseThrow();
        assertThat(failure.failure().category()).as(report.toString()).isEqualTo(category);
        assertThat(Installation.step(report, "work").disruptions()).isZero();
        if (!category.worthRetrying()) {
            assertThat(Installation.step(report, "work").attempts()).hasSize(1);
        }
        // What cannot be started has ended when kubelet says so, and its pod's phase follows.
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .until(() -> forge.livePods(report.id()).isEmpty());
        return failure.sentence();
    }
}
