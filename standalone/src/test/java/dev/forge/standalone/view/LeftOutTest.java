package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Parsed;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.pipeline.PipelineSpec;
import org.junit.jupiter.api.Test;

class LeftOutTest {
    @Test
    void whatOnlyKubernetesHasIsToldByModuleAndField() {
        assertThat(LeftOut.lines(spec("""
                        name: p
                        namespace: team-a
                        modules:
                          - name: a
                            image: i
                            resources: {nvidia.com/gpu: 1, ephemeralStorage: 1Gi}
                            kubernetes: {serviceAccount: reader, volumes: [{name: x}]}
                          - {name: b, image: i, kubernetes: {affinity: {podAffinity: {}}}}
                          - {name: c, image: i}
                        """)))
                .containsExactly("Not on Kubernetes, so this is left out: namespace; "
                        + "of a ephemeralStorage, nvidia.com/gpu, serviceAccount, volumes; of b affinity.");
    }

    @Test
    void aPipelineThatAsksForNothingOfItLosesNothing() {
        assertThat(LeftOut.lines(spec("{name: p, modules: [{name: a, image: i, restore: true}]}")))
                .isEmpty();
    }

    private static PipelineSpec spec(String text) {
        return ((Parsed.Valid) PipelineParser.parse(text)).spec();
    }
}
