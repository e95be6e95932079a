package dev.forge.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** A Job as kubectl shows it. */
public final class JobJson {
    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization(new ObjectMapper(), false);

    private JobJson() {}

    public static JsonNode of(Job job) {
        return KUBERNETES.convertValue(job, JsonNode.class);
    }
}
