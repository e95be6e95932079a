package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.step.Category;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What can never run fails within seconds, whatever else is waited for longer, once, and says what to mend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class RefusedE2E {
    /** Ten seconds, and what a loaded machine and kubelet take to see it. */
    private static final Duration IN_SECONDS = Duration.ofSeconds(60);

    @AutoClose
    private final Installation forge;

    @AutoClose
    private final Registry registry = Registry.open();

    RefusedE2E() throws Exception {
        forge = Installation.in(Space.named("refused"));
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
    void aContainerThatPodSecurityForbids() throws Exception {
        assertThat(refused(
                        module("kubernetes: {securityContext: {privileged: true, allowPrivilegeEscalation: true}}"),
                        Category.CONFIGURATION))
                .contains("forbids its pod", "violates PodSecurity \"restricted", "privileged", "securityContext");
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

    /** The sentence of a run that failed so: the shortest of the limits would be five minutes. */
    private String refused(Chain chain, Category category) throws Exception {
        RunReport report = FailedRuns.await(forge, chain, category);
        AttemptReport attempt = Installation.step(report, "work").attempts().getFirst();
        assertThat(Duration.between(attempt.launchedAt(), attempt.endedAt().orElseThrow()))
                .isLessThan(IN_SECONDS);
        return report.failure().orElseThrow().sentence();
    }
}
