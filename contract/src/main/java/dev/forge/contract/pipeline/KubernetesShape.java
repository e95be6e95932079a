package dev.forge.contract.pipeline;

import dev.forge.contract.pipeline.Shape.Field;
import dev.forge.contract.pipeline.Shape.Foreign;
import dev.forge.contract.pipeline.Shape.Form;
import dev.forge.contract.pipeline.Shape.ListOf;
import dev.forge.contract.pipeline.Shape.Literal;
import dev.forge.contract.pipeline.Shape.MapOf;
import dev.forge.contract.pipeline.Shape.Text;
import java.util.List;
import java.util.Map;

/** The fields of a pipeline file that only Kubernetes understands. */
final class KubernetesShape {
    /** A qualified name, with or without its domain. */
    static final String LABEL_KEY =
            "^([a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?$";

    /** An extended resource; its domain tells it from cpu and memory. */
    static final String EXTENDED =
            "^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?/[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?$";

    /** No node has more; it keeps the number a Java int. */
    static final int MOST_EXTENDED = 1_000_000_000;

    /** Each is written out in every attempt's Job, which etcd takes up to 1.5 MiB of. */
    private static final int MOST_PARTS = 100;

    static final Field KEEP_JOB = Field.optional(
                    "keepJob",
                    new Text(DurationText.FORM),
                    "How long its Jobs stay in the cluster once the run is over; the platform's if left out.")
            .example("30s");

    static final Form KUBERNETES = new Form(
            "kubernetes part",
            List.of(
                    Field.optional("serviceAccount", name(), "The service account that the pod runs as.")
                            .example("reader"),
                    Field.optional(
                                    "imagePullSecrets",
                                    new ListOf(name(), 0, MOST_PARTS),
                                    "Secrets by which the images are pulled.")
                            .example(List.of("registry")),
                    Field.optional(
                                    "nodeSelector",
                                    new MapOf(LABEL_KEY, new Literal()),
                                    "Labels that the node must have.")
                            .example(Map.of("disktype", "ssd")),
                    Field.optional("tolerations", parts(), "v1.Toleration: which tainted nodes will do.")
                            .example(List.of(PipelineShape.example("key", "gpu", "operator", "Exists"))),
                    Field.optional("affinity", new Foreign(), "v1.Affinity: which nodes are right, and beside whom."),
                    Field.optional("priorityClass", name(), "The pod's PriorityClass.")
                            .example("batch"),
                    Field.optional("runtimeClass", name(), "The pod's RuntimeClass.")
                            .example("gvisor"),
                    Field.optional("volumes", parts(), "v1.Volume: further volumes of the pod.")
                            .example(List.of(PipelineShape.example("name", "scratch", "emptyDir", Map.of()))),
                    Field.optional(
                                    "volumeMounts",
                                    parts(),
                                    "v1.VolumeMount: where the module finds them; /data is the workspace.")
                            .example(List.of(PipelineShape.example("name", "scratch", "mountPath", "/scratch"))),
                    Field.optional("initContainers", parts(), "v1.Container: what ends before the module starts."),
                    Field.optional(
                            "sidecars",
                            parts(),
                            "v1.Container: what runs beside the module, ends with it, and never decides."),
                    Field.optional("securityContext", new Foreign(), "v1.SecurityContext of the module's container."),
                    KEEP_JOB));

    private KubernetesShape() {}

    private static Text name() {
        return new Text(PipelineShape.OBJECT_NAME);
    }

    private static ListOf parts() {
        return new ListOf(new Foreign(), 0, MOST_PARTS);
    }
}
