package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.StepKind;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Defaults;
import dev.forge.runtime.LaunchRefused;
import io.fabric8.kubernetes.api.model.Container;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is asked of a node. */
class ResourcesTest {
    private static final Resources LARGE = new Resources(
            Optional.of(new Quantity("4")),
            Optional.of(new Quantity("8Gi")),
            Optional.of(new Quantity("20Gi")),
            Map.of("nvidia.com/gpu", new Quantity("1")));
    private static final KubernetesSettings BOUNDED = Sample.SETTINGS.withDefaults(
            Defaults.NONE.withResources(Sample.resources("250m", "128Mi")).withMost(LARGE));

    @Test
    void allButCpuAreLimitsToo() {
        Container main = Sample.module().asking(LARGE).main();

        assertThat(requests(main)).isEqualTo("{cpu=4, ephemeral-storage=20Gi, memory=8Gi, nvidia.com/gpu=1}");
        assertThat(limits(main)).isEqualTo("{ephemeral-storage=20Gi, memory=8Gi, nvidia.com/gpu=1}");
    }

    @Test
    void aModuleThatAsksForNothingGetsThePlatformsDefaults() {
        assertThat(requests(Sample.module().under(BOUNDED).main())).isEqualTo("{cpu=250m, memory=128Mi}");
        Resources memory = Resources.NONE.withMemory(new Quantity("1Gi"));
        assertThat(requests(Sample.module().under(BOUNDED).asking(memory).main()))
                .isEqualTo("{cpu=250m, memory=1Gi}");
    }

    @Test
    void sourceAndSinkGetWhatTheirPlanSays() {
        assertThat(requests(Sample.module().under(BOUNDED).kind(StepKind.SOURCE).main()))
                .isEqualTo("{}");
        Resources huge = Sample.resources("64", "64Gi");
        assertThat(requests(Sample.module()
                        .under(BOUNDED)
                        .kind(StepKind.SINK)
                        .asking(huge)
                        .main()))
                .isEqualTo("{cpu=64, memory=64Gi}");
    }

    @Test
    void moreThanThePlatformAllowsIsRefusedWithFieldValueAndLimit() {
        refused(BOUNDED, Sample.resources("1", "16Gi"), "resources.memory: 16Gi is more than the 8Gi");
        refused(BOUNDED, Sample.resources("4500m", "1Gi"), "resources.cpu: 4500m is more than the 4 ");
        refused(
                BOUNDED,
                new Resources(Optional.empty(), Optional.empty(), Optional.of(new Quantity("21Gi")), Map.of()),
                "resources.ephemeralStorage: 21Gi is more than the 20Gi");
        refused(
                BOUNDED,
                new Resources(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("nvidia.com/gpu", new Quantity("2"))),
                "resources.nvidia.com/gpu: 2 is more than the 1 ");
    }

    @Test
    void asMuchAsIsAllowedIsAllowedHoweverItIsWritten() {
        assertThat(requests(Sample.module()
                        .under(BOUNDED)
                        .asking(Sample.resources("4000m", "8192Mi"))
                        .main()))
                .isEqualTo("{cpu=4000m, memory=8192Mi}");
    }

    @Test
    void rawContainersAndSidecarsAreReckonedTogether() {
        String words = """
                containers:
                - {name: a, image: a, resources: {limits: {memory: 6Gi}}}
                sidecars:
                - {name: s, image: s, resources: {requests: {memory: 3Gi}}}
                """;

        assertThatThrownBy(
                        () -> Sample.module().under(BOUNDED).kubernetes(words).job())
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("resources.memory: 6Gi + 3Gi is more than the 8Gi");
    }

    @Test
    void anInitContainerIsReckonedByItself() {
        String fits = "initContainers: [{name: i, image: i, resources: {limits: {memory: 8Gi}}}]";
        String tooMuch = "initContainers: [{name: i, image: i, resources: {limits: {memory: 9Gi}}}]";

        assertThat(Sample.module()
                        .under(BOUNDED)
                        .asking(Sample.resources("1", "8Gi"))
                        .kubernetes(fits)
                        .pod()
                        .getInitContainers())
                .hasSize(1);
        assertThatThrownBy(
                        () -> Sample.module().under(BOUNDED).kubernetes(tooMuch).job())
                .hasMessageContaining("9Gi is more than the 8Gi");
    }

    @Test
    void whatIsNotNamedHasNoLimit() {
        KubernetesSettings memoryOnly =
                Sample.SETTINGS.withDefaults(Defaults.NONE.withMost(Resources.NONE.withMemory(new Quantity("1Gi"))));

        assertThat(requests(Sample.module()
                        .under(memoryOnly)
                        .asking(Sample.resources("500", "1Gi"))
                        .main()))
                .contains("cpu=500");
    }

    private static void refused(KubernetesSettings settings, Resources asked, String words) {
        assertThatThrownBy(() -> Sample.module().under(settings).asking(asked).job())
                .isInstanceOfSatisfying(LaunchRefused.class, refused -> {
                    assertThat(refused.failure().category()).isEqualTo(Category.CONFIGURATION);
                    assertThat(refused.failure().message()).contains(words);
                    assertThat(refused.failure().remedy()).startsWith("ask for at most ");
                });
    }

    private static String requests(Container container) {
        return text(container.getResources().getRequests());
    }

    private static String limits(Container container) {
        return text(container.getResources().getLimits());
    }

    private static String text(Map<String, io.fabric8.kubernetes.api.model.Quantity> amounts) {
        return amounts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString(), (a, b) -> a, TreeMap::new))
                .toString();
    }
}
