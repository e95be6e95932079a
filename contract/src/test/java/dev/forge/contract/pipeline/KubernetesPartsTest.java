package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.workflow.HistoryFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubernetesPartsTest {
    private static final ModuleSpec TRAIN =
            modules("what Kubernetes understands").getFirst();

    @Test
    void aModuleSaysWhatItAsksOfKubernetes() {
        KubernetesSpec asked = TRAIN.kubernetes();

        assertThat(asked.serviceAccount()).contains("reader");
        assertThat(asked.imagePullSecrets()).containsExactly("registry", "other.registry");
        assertThat(asked.nodeSelector()).isEqualTo(Map.of("disktype", "ssd", "forge.dev/fast", "true", "zone", "3"));
        assertThat(asked.priorityClass()).contains("batch");
        assertThat(asked.runtimeClass()).contains("gvisor");
        assertThat(asked.namespace()).isEmpty();
        assertThat(asked.containers()).isEmpty();
        assertThat(TRAIN.restore()).isTrue();
        assertThat(TRAIN.objectStore()).isTrue();
        assertThat(TRAIN.retry().memoryFactor()).contains(1.5);
        assertThat(TRAIN.env()).containsEntry("MODE", new EnvValue.ConfigMapKey("stations", "mode"));
    }

    @Test
    void extendedResourcesKeepTheirNamesAndOrder() {
        assertThat(TRAIN.resources().ephemeralStorage()).contains(new Quantity("2Gi"));
        assertThat(TRAIN.resources().extended())
                .containsExactly(
                        Map.entry("nvidia.com/gpu", new Quantity("1")),
                        Map.entry("example.com/fpga-v2", new Quantity("4")));
    }

    @Test
    void itsPartsHaveTheTypesOfYaml() {
        KubernetesSpec asked = TRAIN.kubernetes();

        assertThat(asked.tolerations())
                .hasToString("[{\"key\":\"gpu\",\"operator\":\"Exists\",\"tolerationSeconds\":60}]");
        assertThat(asked.volumeMounts())
                .hasToString("[{\"name\":\"scratch\",\"mountPath\":\"/scratch\",\"readOnly\":false}]");
        assertThat(asked.securityContext().map(JsonNode::toString))
                .contains("{\"runAsNonRoot\":true,\"runAsUser\":1000}");
        assertThat(asked.initContainers()
                        .getFirst()
                        .at("/securityContext/runAsUser")
                        .isInt())
                .isTrue();
    }

    @Test
    void scalarsWithoutQuotesAreWhatTheCoreSchemaMakesOfThem() {
        JsonNode context = part("""
                {a: 010, b: "010", c: 0o10, d: 0x1F, e: 1e3, f: yes, g: True, h: ~, i: 1.10, j: 1_0, k: 9223372036854775807,
                 l: 92233720368547758070, m: -1, n: 2026-11-21, o: '', p: no, q: FALSE, r: .5}""");

        assertThat(context.toString()).isEqualTo("""
                {"a":10,"b":"010","c":8,"d":31,"e":1000.0,"f":"yes","g":true,"h":null,"i":1.1,"j":"1_0",\
                "k":9223372036854775807,"l":92233720368547758070,"m":-1,"n":"2026-11-21","o":"","p":"no","q":false,\
                "r":0.5}""");
    }

    @Test
    void aHistoryGivesTheSameSpecBack() throws Exception {
        for (String title : List.of("what Kubernetes understands", "a raw container")) {
            for (ModuleSpec module : modules(title)) {
                String json = HistoryFormat.mapper().writeValueAsString(module.kubernetes());

                assertThat(HistoryFormat.mapper().readValue(json, KubernetesSpec.class))
                        .isEqualTo(module.kubernetes());
            }
        }
    }

    @Test
    void aRawContainerTakesThePlaceOfTheModulesOwn() {
        ModuleSpec raw = modules("a raw container").get(1);

        assertThat(raw.image()).isEqualTo("busybox:1.36");
        assertThat(raw.kubernetes().serviceAccount()).contains("reader");
        assertThat(raw.kubernetes().containers()).singleElement().satisfies(container -> {
            assertThat(container.path("name").asText()).isEqualTo("module");
            assertThat(container.at("/resources/limits/cpu").isInt()).isTrue();
        });
    }

    @Test
    void containersWithoutNamesAreNamedByTheirPlace() {
        assertThat(modules("a raw container").get(2).kubernetes().containers())
                .extracting(container -> container.path("name").asText())
                .containsExactly("module", "other", "module-3");
    }

    @Test
    void expressionsStandInARawContainersCommandArgsAndEnvAlone() {
        KubernetesSpec raw = modules("a raw container").get(1).kubernetes().map(text -> text.replace("$", "#"));

        assertThat(raw.containers().getFirst().path("args").toString())
                .isEqualTo("[\"echo #{steps.a.output} #{HOME}\"]");
        assertThat(raw.containers().getFirst().at("/env/0/value").asText()).isEqualTo("#{run.id}");
        assertThat(raw.containers().getFirst().path("image").asText()).isEqualTo("busybox:1.36");
    }

    @Test
    void theNamespaceIsThePipelines() {
        assertThat(spec("what Kubernetes understands").namespace()).contains("team-a");
    }

    private static JsonNode part(String yaml) {
        String text = "name: p\nmodules: [{name: a, image: i, kubernetes: {securityContext: " + yaml + "}}]";
        return read(text).modules().getFirst().kubernetes().securityContext().orElseThrow();
    }

    private static List<ModuleSpec> modules(String title) {
        return spec(title).modules();
    }

    private static PipelineSpec spec(String title) {
        return read(PipelineParserTest.example(title).text());
    }

    private static PipelineSpec read(String text) {
        return switch (PipelineParser.parse(text)) {
            case Parsed.Valid(PipelineSpec spec) -> spec;
            case Parsed.Invalid(String _, List<Problem> problems) -> throw new AssertionError(problems.toString());
        };
    }
}
