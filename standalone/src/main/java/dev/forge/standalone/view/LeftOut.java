package dev.forge.standalone.view;

import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.ModuleSpec;
import dev.forge.contract.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.List;

/** What a pipeline asks of Kubernetes, and does not get where its steps run as processes. */
public final class LeftOut {
    private LeftOut() {}

    /** {@code Not on Kubernetes: namespace; of monthly serviceAccount, volumes are left out.}; no line where all is there. */
    public static List<String> lines(PipelineSpec pipeline) {
        List<String> parts = new ArrayList<>();
        pipeline.namespace().ifPresent(namespace -> parts.add("namespace"));
        for (ModuleSpec module : pipeline.modules()) {
            List<String> fields = fields(module);
            if (!fields.isEmpty()) {
                parts.add("of " + module.name() + " " + String.join(", ", fields));
            }
        }
        return parts.isEmpty()
                ? List.of()
                : List.of("Not on Kubernetes, so this is left out: " + String.join("; ", parts) + ".");
    }

    private static List<String> fields(ModuleSpec module) {
        List<String> fields = new ArrayList<>();
        module.resources().ephemeralStorage().ifPresent(storage -> fields.add("ephemeralStorage"));
        fields.addAll(module.resources().extended().keySet());
        KubernetesSpec asked = module.kubernetes();
        add("serviceAccount", asked.serviceAccount().isPresent(), fields);
        add("imagePullSecrets", !asked.imagePullSecrets().isEmpty(), fields);
        add("nodeSelector", !asked.nodeSelector().isEmpty(), fields);
        add("tolerations", !asked.tolerations().isEmpty(), fields);
        add("affinity", asked.affinity().isPresent(), fields);
        add("priorityClass", asked.priorityClass().isPresent(), fields);
        add("runtimeClass", asked.runtimeClass().isPresent(), fields);
        add("volumes", !asked.volumes().isEmpty(), fields);
        add("volumeMounts", !asked.volumeMounts().isEmpty(), fields);
        add("initContainers", !asked.initContainers().isEmpty(), fields);
        add("sidecars", !asked.sidecars().isEmpty(), fields);
        add("securityContext", asked.securityContext().isPresent(), fields);
        return fields;
    }

    private static void add(String field, boolean there, List<String> fields) {
        if (there) {
            fields.add(field);
        }
    }
}
