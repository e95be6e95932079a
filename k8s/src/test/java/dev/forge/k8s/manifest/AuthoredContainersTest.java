package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.step.StepKind;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.runtime.LaunchRefused;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The module's container, raw ones in its place, and those before and beside. */
class AuthoredContainersTest {
    private static final KubernetesSettings PREFIXED =
            Sample.SETTINGS.withImages(Sample.SETTINGS.images().withPrefix("registry.example/team/"));

    @Test
    void theModulesContainerHasItsCommandAndSaysItsOutputInTheTerminationLog() {
        Container main = Sample.module().sh("exit 0").args("a", "b").main();

        assertThat(main.getName()).isEqualTo("module");
        assertThat(main.getCommand()).containsExactly("sh", "-c", "exit 0");
        assertThat(main.getArgs()).containsExactly("a", "b");
        assertThat(main.getTerminationMessagePath()).isEqualTo("/dev/termination-log");
        assertThat(main.getTerminationMessagePolicy()).isEqualTo("File");
        assertThat(main.getImagePullPolicy()).isEqualTo("IfNotPresent");
    }

    @Test
    void theModuleSeesItsRunsFilesAndNoOthers() {
        assertThat(Sample.module().main().getVolumeMounts()).singleElement().satisfies(mount -> {
            assertThat(mount.getMountPath()).isEqualTo("/data");
            assertThat(mount.getSubPath()).matches("runs/weather-5-[a-z2-7]{10}/data");
        });
    }

    @Test
    void theModulesCurrentFolderIsTheWorkspaceWhateverItsImageSays() {
        assertThat(Sample.module().main().getWorkingDir()).isEqualTo("/data");
    }

    @Test
    void aRawContainerStaysAsItIs() {
        PodSpec pod = Sample.module()
                .asking(Sample.resources("1", "1Gi"))
                .kubernetes("""
                        containers:
                        - name: solver
                          image: registry.example/solver:3
                          imagePullPolicy: Never
                          command: [solve]
                          workingDir: /work
                          env: [{name: FORGE_STEP, value: mine}, {name: THREADS, value: "8"}]
                          ports: [{containerPort: 8080}]
                          resources: {limits: {memory: 4Gi}}
                          securityContext: {runAsUser: 7, allowPrivilegeEscalation: true, capabilities: {drop: [KILL]}}
                          terminationMessagePath: /tmp/result
                          terminationMessagePolicy: FallbackToLogsOnError
                          volumeMounts: [{name: workspace, mountPath: /work, subPath: part}]
                        """)
                .pod();

        Container solver = pod.getContainers().getFirst();
        assertThat(pod.getContainers()).hasSize(1);
        assertThat(solver.getName()).isEqualTo("solver");
        assertThat(solver.getImagePullPolicy()).isEqualTo("Never");
        assertThat(solver.getCommand()).containsExactly("solve");
        assertThat(solver.getWorkingDir()).isEqualTo("/work");
        assertThat(solver.getPorts())
                .extracting(ContainerPort::getContainerPort)
                .containsExactly(8080);
        assertThat(solver.getResources().getRequests()).isEmpty();
        assertThat(solver.getResources().getLimits().get("memory")).hasToString("4Gi");
        assertThat(solver.getSecurityContext().getRunAsUser()).isEqualTo(7);
        assertThat(solver.getSecurityContext().getAllowPrivilegeEscalation()).isTrue();
        assertThat(solver.getSecurityContext().getCapabilities().getDrop()).containsExactly("KILL");
        assertThat(solver.getTerminationMessagePath()).isEqualTo("/tmp/result");
        assertThat(solver.getTerminationMessagePolicy()).isEqualTo("FallbackToLogsOnError");
        assertThat(Sample.variables(solver))
                .containsEntry("FORGE_STEP", "mine")
                .containsEntry("THREADS", "8")
                .containsEntry("FORGE_DATA", "/work")
                .containsEntry("FORGE_OUTPUT", "/tmp/result")
                .containsEntry("FORGE_RUN_ID", "weather-5");
        assertThat(solver.getEnv())
                .filteredOn(each -> each.getName().equals("FORGE_STEP"))
                .hasSize(1);
        assertThat(solver.getVolumeMounts())
                .singleElement()
                .extracting(VolumeMount::getSubPath)
                .asString()
                .endsWith("/data/part");
    }

    @Test
    void whatAnAddressHoldsIsNotReadAsAVariableOfSourceAndSink() {
        String address = "s3://weather/$(AWS_SECRET_ACCESS_KEY)$$.csv";

        for (StepKind kind : List.of(StepKind.SOURCE, StepKind.SINK)) {
            assertThat(Sample.module().kind(kind).args("--from", address).main().getArgs())
                    .containsExactly("--from", "s3://weather/$$(AWS_SECRET_ACCESS_KEY)$$$$.csv");
        }
        assertThat(Sample.module().args("$(FORGE_DATA)/$$").main().getArgs()).containsExactly("$(FORGE_DATA)/$$");
    }

    @Test
    void aRawContainerGetsWhatItDoesNotSay() {
        PodSpec pod = Sample.module()
                .asking(Sample.resources("1", "1Gi"))
                .with("UNITS", "metric")
                .kubernetes("containers: [{image: a, env: [{name: A, value: $(UNITS)}]}, {image: b}]")
                .pod();

        assertThat(pod.getContainers()).extracting(Container::getName).containsExactly("module", "module-2");
        assertThat(pod.getContainers()).allSatisfy(container -> {
            assertThat(Sample.variables(container))
                    .containsEntry("UNITS", "metric")
                    .containsEntry("FORGE_DATA", "/data");
            assertThat(container.getVolumeMounts()).hasSize(1);
            assertThat(container.getResources().getRequests()).hasSize(2);
            assertThat(container.getSecurityContext()).isEqualTo(Security.container());
            assertThat(container.getTerminationMessagePath()).isEqualTo("/dev/termination-log");
        });
        assertThat(Sample.variables(pod.getContainers().getFirst()).keySet())
                .last()
                .isEqualTo("A");
    }

    @Test
    void initContainersEndBeforeSidecarsAreStarted() {
        PodSpec pod = Sample.module()
                .first()
                .restored()
                .with("UNITS", "metric")
                .kubernetes("sidecars: [{name: s, image: s}]\ninitContainers: [{name: i, image: i}]")
                .pod();

        assertThat(pod.getInitContainers())
                .extracting(Container::getName)
                .containsExactly("prepare", "restore", "i", "s");
        assertThat(pod.getInitContainers().subList(2, 4)).allSatisfy(container -> {
            assertThat(Sample.variables(container))
                    .containsEntry("FORGE_STEP", "monthly")
                    .doesNotContainKey("UNITS");
            assertThat(container.getSecurityContext()).isEqualTo(Security.container());
            assertThat(container.getVolumeMounts()).hasSize(1);
        });
    }

    @Test
    void everyImageWithoutARegistryGetsThePrefix() {
        PodSpec pod = Sample.module().under(PREFIXED).first().kubernetes("""
                        containers: [{name: a, image: a}, {name: b, image: docker.io/b}]
                        sidecars: [{name: s, image: s}]
                        initContainers: [{name: i, image: i}]
                        """).pod();

        assertThat(pod.getContainers())
                .extracting(Container::getImage)
                .containsExactly("registry.example/team/a", "docker.io/b");
        assertThat(pod.getInitContainers())
                .extracting(Container::getImage)
                .containsExactly(
                        "registry.example/forge/transfer:1", "registry.example/team/i", "registry.example/team/s");
        assertThat(Sample.module().under(PREFIXED).main().getImage()).isEqualTo("registry.example/team/busybox:1.36");
    }

    @Test
    void aPodPassesPodSecurityRestricted() {
        PodSpec pod = Sample.module().pod();

        PodSecurityContext security = pod.getSecurityContext();
        assertThat(security.getRunAsNonRoot()).isTrue();
        assertThat(security.getRunAsUser()).isEqualTo(10_001);
        assertThat(security.getRunAsGroup()).isEqualTo(10_001);
        assertThat(security.getFsGroup()).isEqualTo(10_001);
        assertThat(security.getFsGroupChangePolicy()).isEqualTo("OnRootMismatch");
        assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        SecurityContext container = pod.getContainers().getFirst().getSecurityContext();
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void aModulesOwnSecurityContextMayBreakIt() {
        SecurityContext root = security("{runAsUser: 0}");
        assertThat(root.getRunAsNonRoot()).isFalse();
        assertThat(root.getAllowPrivilegeEscalation()).isFalse();
        SecurityContext privileged = security("{privileged: true}");
        assertThat(privileged.getAllowPrivilegeEscalation()).isNull();
        assertThat(privileged.getCapabilities()).isNull();
        SecurityContext admin = security("{capabilities: {add: [SYS_ADMIN]}}");
        assertThat(admin.getAllowPrivilegeEscalation()).isNull();
        assertThat(admin.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(admin.getCapabilities().getAdd()).containsExactly("SYS_ADMIN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sidecars: [{name: module, image: x}]| two containers of the pod are named module",
                "containers: [{name: a, image: x}, {name: a, image: x}]| two containers of the pod are named a",
                "volumes: [{name: workspace, emptyDir: {}}]| two volumes of the pod are named workspace",
                "volumes: [{name: v, persistentVolumeClaim: {claimName: workspaces}}]| the workspaces of all runs",
                "volumeMounts: [{name: workspace, mountPath: /w, subPathExpr: ..}]| subPathExpr",
            })
    void whatWouldTakeForgesOwnIsRefused(String yaml, String message) {
        assertThatThrownBy(() -> Sample.module().kubernetes(yaml).job())
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "livenessProbe|livenessProbe: {exec: {command: [a]}}",
                "startupProbe|startupProbe: {exec: {command: [a]}}",
                "lifecycle.postStart|lifecycle: {postStart: {exec: {command: [a]}}}"
            })
    void whatEndsAContainerThatDecidesBeforeItHasEndedByItselfIsRefused(String field, String yaml) {
        assertThatThrownBy(() -> Sample.module()
                        .kubernetes("containers: [{image: a}, {image: b, " + yaml + "}]")
                        .job())
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("kubernetes.containers[1] has a " + field);
        assertThat(Sample.module()
                        .kubernetes("sidecars: [{name: s, image: a, " + yaml + "}]")
                        .pod()
                        .getInitContainers())
                .hasSize(1);
    }

    @Test
    void noContainerCanTakeTheNameOfOneOfForges() {
        assertThatThrownBy(() -> Sample.module()
                        .first()
                        .kubernetes("sidecars: [{name: prepare, image: x}]")
                        .job())
                .hasMessageContaining("two containers of the pod are named prepare");
    }

    @Test
    void aModuleCanMountAnotherClaim() {
        assertThat(Sample.module().kubernetes("""
                                volumes: [{name: models, persistentVolumeClaim: {claimName: models}}]
                                volumeMounts: [{name: models, mountPath: /models, readOnly: true}]
                                """).main().getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/data", "/models");
    }

    @Test
    void theObjectStoresVariablesGoToRawContainersOfAModuleThatAsks() {
        KubernetesSettings settings = Sample.SETTINGS.withTransfer(
                new KubernetesSettings.Transfer(Map.of("AWS_REGION", "r"), Optional.empty(), Optional.empty()));

        assertThat(Sample.module()
                        .under(settings)
                        .withObjectStore()
                        .kubernetes("containers: [{image: a}]")
                        .variables())
                .containsEntry("AWS_REGION", "r");
    }

    private static SecurityContext security(String yaml) {
        return Sample.module().kubernetes("securityContext: " + yaml).main().getSecurityContext();
    }
}
