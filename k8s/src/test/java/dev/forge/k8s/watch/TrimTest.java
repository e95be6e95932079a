package dev.forge.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TrimTest {
    @Test
    void onlyWhatAVerdictMayNeedIsKept() throws Exception {
        JsonNode job = new ObjectMapper().readTree("""
                        {"metadata": {"name": "a", "managedFields": [{"manager": "kubelet"}]},
                         "spec": {"suspend": true, "template": {"spec": {
                           "tolerations": [{"key": "a"}],
                           "containers": [{"name": "module", "image": "b", "env": [{"name": "LONG"}],
                                           "args": ["long"], "resources": {"limits": {"memory": "1Gi"}}}]}}},
                         "status": {"active": 1}}
                        """);

        assertThat(Trim.trimmed(job).toString())
                .isEqualTo("{\"metadata\":{\"name\":\"a\"},\"spec\":{\"suspend\":true,\"template\":{\"spec\":{"
                        + "\"containers\":[{\"name\":\"module\",\"image\":\"b\","
                        + "\"resources\":{\"limits\":{\"memory\":\"1Gi\"}}}]}}},\"status\":{\"active\":1}}");
    }
}
