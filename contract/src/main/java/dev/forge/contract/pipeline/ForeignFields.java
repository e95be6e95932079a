package dev.forge.contract.pipeline;

import java.util.Map;
import java.util.Optional;

/** What users of other tools write, and what it is called here. */
final class ForeignFields {
    private static final String IN_A_MODULE = "put it into a module: modules: [{name: …, image: …}]";
    private static final String IN_ORDER = "remove it: modules run in the order in which they are written";
    private static final String WORKSPACE = "remove it: every step has the workspace at /data";
    private static final String VOLUMES =
            "remove it: the workspace is at /data; other volumes go into kubernetes: {volumes: […], volumeMounts: […]}";
    private static final String AT_THE_TOP = "write namespace at the top of the file: a run has one for all its steps";
    private static final String IN_EACH_MODULE = "put it into each module that needs it";
    private static final String UNWRAP = "remove it, and write its fields at the top of the file";

    private static final Map<Shape.Form, Map<String, String>> FIXES = Map.of(
            PipelineShape.PIPELINE,
            Map.ofEntries(
                    Map.entry("steps", "write modules"),
                    Map.entry("tasks", "write modules"),
                    Map.entry("stages", "write modules"),
                    Map.entry("jobs", "write modules"),
                    Map.entry("containers", "write modules"),
                    Map.entry("services", "write modules, as a list"),
                    Map.entry("templates", "write modules"),
                    Map.entry("params", "write parameters"),
                    Map.entry("variables", "write parameters"),
                    Map.entry("vars", "write parameters"),
                    Map.entry("tags", "write labels"),
                    Map.entry(
                            "pipeline",
                            "remove it, or remove modules: a run request names its pipeline, a pipeline file has modules"),
                    Map.entry("notifications", "write notify"),
                    Map.entry("webhooks", "write notify: [{webhook: …, secret: {…}}]"),
                    Map.entry("onExit", "write notify: [{webhook: …, secret: {…}}]"),
                    Map.entry(
                            "replyTo",
                            "put it into the run request, beside pipeline: whoever starts a run waits for it"),
                    Map.entry("input", "write source"),
                    Map.entry("inputs", "write source"),
                    Map.entry("from", "write source"),
                    Map.entry("output", "write sink"),
                    Map.entry("outputs", "write sink"),
                    Map.entry("to", "write sink"),
                    Map.entry("target", "write sink"),
                    Map.entry("destination", "write sink"),
                    Map.entry("version", "write apiVersion: " + PipelineShape.API_VERSION + ", or leave it out"),
                    Map.entry("kind", "remove it: a pipeline file holds nothing else"),
                    Map.entry("metadata", UNWRAP),
                    Map.entry("spec", UNWRAP),
                    Map.entry("image", IN_A_MODULE),
                    Map.entry("command", IN_A_MODULE),
                    Map.entry("args", IN_A_MODULE),
                    Map.entry("env", IN_EACH_MODULE),
                    Map.entry("environment", "put it into each module that needs it, as env"),
                    Map.entry("timeout", IN_EACH_MODULE),
                    Map.entry("retry", IN_EACH_MODULE),
                    Map.entry("resources", IN_EACH_MODULE),
                    Map.entry("kubernetes", IN_EACH_MODULE),
                    Map.entry("volumes", WORKSPACE)),
            PipelineShape.MODULE,
            Map.ofEntries(
                    Map.entry("environment", "write env"),
                    Map.entry("envs", "write env"),
                    Map.entry("variables", "write env"),
                    Map.entry("envFrom", "write env: {TOKEN: {secret: station, key: token}}, a line for each variable"),
                    Map.entry("retries", "write retry: {limit: …}"),
                    Map.entry("retryStrategy", "write retry: {limit: …}"),
                    Map.entry("backoffLimit", "write retry: {limit: …}"),
                    Map.entry("maxRetries", "write retry: {limit: …}"),
                    Map.entry("backoff", "write retry: {backoff: …}"),
                    Map.entry("entrypoint", "write command"),
                    Map.entry("cmd", "write args"),
                    Map.entry("arguments", "write args"),
                    Map.entry("run", "write command: [sh, -c, …]"),
                    Map.entry("script", "write command: [sh, -c, …]"),
                    Map.entry("uses", "write image"),
                    Map.entry("id", "write name"),
                    Map.entry("cpu", "write resources: {cpu: …}"),
                    Map.entry("memory", "write resources: {memory: …}"),
                    Map.entry("limits", "write resources: {memory: …}"),
                    Map.entry("requests", "write resources: {cpu: …, memory: …}"),
                    Map.entry("deadline", "write timeout"),
                    Map.entry("activeDeadlineSeconds", "write timeout, with a unit"),
                    Map.entry("timeoutSeconds", "write timeout, with a unit"),
                    Map.entry("dependsOn", IN_ORDER),
                    Map.entry("depends_on", IN_ORDER),
                    Map.entry("dependencies", IN_ORDER),
                    Map.entry("needs", IN_ORDER),
                    Map.entry("after", IN_ORDER),
                    Map.entry("volumes", VOLUMES),
                    Map.entry("volumeMounts", VOLUMES),
                    Map.entry("namespace", AT_THE_TOP),
                    Map.entry("serviceAccount", inKubernetes("serviceAccount: …")),
                    Map.entry("serviceAccountName", inKubernetes("serviceAccount: …")),
                    Map.entry("imagePullSecrets", inKubernetes("imagePullSecrets: […]")),
                    Map.entry("nodeSelector", inKubernetes("nodeSelector: {…}")),
                    Map.entry("tolerations", inKubernetes("tolerations: […]")),
                    Map.entry("affinity", inKubernetes("affinity: {…}")),
                    Map.entry("priorityClassName", inKubernetes("priorityClass: …")),
                    Map.entry("runtimeClassName", inKubernetes("runtimeClass: …")),
                    Map.entry("initContainers", inKubernetes("initContainers: […]")),
                    Map.entry("sidecars", inKubernetes("sidecars: […]")),
                    Map.entry("securityContext", inKubernetes("securityContext: {…}"))),
            KubernetesShape.KUBERNETES,
            Map.of(
                    "namespace", AT_THE_TOP,
                    "serviceAccountName", "write serviceAccount",
                    "priorityClassName", "write priorityClass",
                    "runtimeClassName", "write runtimeClass",
                    "container", "put it into the module itself, in the place of image",
                    "containers", "put it into the module itself, in the place of image",
                    "resources", "put it into the module itself",
                    "labels", "remove it: Forge labels what it makes",
                    "podSecurityContext", "write securityContext: it is the container's"),
            PipelineShape.RESOURCES,
            Map.of(
                    "limits", "write cpu and memory without it; memory is also the limit",
                    "requests", "write cpu and memory without it",
                    "mem", "write memory",
                    "ram", "write memory",
                    "cores", "write cpu",
                    "gpu", "write the resource by its full name: nvidia.com/gpu: 1",
                    "gpus", "write the resource by its full name: nvidia.com/gpu: 1",
                    "disk", "write ephemeralStorage",
                    "storage", "write ephemeralStorage",
                    "ephemeral-storage", "write ephemeralStorage"),
            PipelineShape.RETRY,
            Map.of(
                    "attempts", "write limit: the number of further attempts",
                    "maxAttempts", "write limit: the number of further attempts",
                    "max", "write limit",
                    "retries", "write limit",
                    "count", "write limit",
                    "delay", "write backoff",
                    "interval", "write backoff",
                    "memory", "write memoryFactor: 2 for twice the memory",
                    "on", "write exitCodes: {retry: […]}"),
            StorageShape.SOURCE,
            Map.of(
                    "uri",
                    "write from",
                    "url",
                    "write from",
                    "path",
                    "write from",
                    "bucket",
                    "write from: s3://bucket/key"),
            StorageShape.SINK,
            Map.of("uri", "write to", "url", "write to", "path", "write to", "bucket", "write to: s3://bucket/key.zip"),
            PipelineShape.SECRET,
            Map.of(
                    "valueFrom", "write {secret: …, key: …}",
                    "secretKeyRef", "write {secret: …, key: …}",
                    "value", "write the text itself, not a map that lacks secret and key",
                    "name", "write secret"),
            ParameterShape.PARAMETER,
            Map.of(
                    "value", "write default",
                    "fallback", "write default",
                    "choices", "write enum",
                    "options", "write enum",
                    "values", "write enum",
                    "allowed", "write enum",
                    "optional", "write default: …, which a run may leave",
                    "help", "write description"),
            PipelineShape.CONFIG_MAP,
            Map.of(
                    "configMapKeyRef", "write {configMap: …, key: …}",
                    "secret", "write one of secret and configMap",
                    "name", "write configMap"));

    /** Of forms that tell it themselves. */
    private static final Map<Shape.Form, Map<String, String>> OF_OTHER_SHAPES = Map.of(
            JobShape.JOB, JobShape.FOREIGN,
            NotificationShape.WEBHOOK, NotificationShape.FOREIGN_WEBHOOK,
            NotificationShape.REPLY_TO, NotificationShape.FOREIGN_REPLY_TO);

    private ForeignFields() {}

    private static String inKubernetes(String field) {
        return "write kubernetes: {" + field + "}";
    }

    static Optional<String> fix(Shape.Form form, String field) {
        return Optional.ofNullable(fixes(form).get(field));
    }

    private static Map<String, String> fixes(Shape.Form form) {
        return Optional.ofNullable(OF_OTHER_SHAPES.get(form)).orElseGet(() -> FIXES.getOrDefault(form, Map.of()));
    }
}
