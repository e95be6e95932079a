package dev.forge.contract.pipeline;

import java.util.Map;
import java.util.Optional;

/** What users of other tools write, and what it is called here. */
final class ForeignFields {
    private static final String IN_A_MODULE = "put it into a module: modules: [{name: …, image: …}]";
    private static final String IN_ORDER = "remove it: modules run in the order in which they are written";
    private static final String WORKSPACE = "remove it: every step has the workspace at /data";
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
                    Map.entry("env", "put it into each module that needs it"),
                    Map.entry("environment", "put it into each module that needs it, as env"),
                    Map.entry("timeout", "put it into each module that needs it"),
                    Map.entry("retry", "put it into each module that needs it"),
                    Map.entry("resources", "put it into each module that needs it"),
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
                    Map.entry("container", "write image"),
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
                    Map.entry("volumes", WORKSPACE),
                    Map.entry("volumeMounts", WORKSPACE)),
            PipelineShape.RESOURCES,
            Map.of(
                    "limits", "write cpu and memory without it; memory is also the limit",
                    "requests", "write cpu and memory without it",
                    "mem", "write memory",
                    "ram", "write memory",
                    "cores", "write cpu",
                    "gpu", "remove it: only cpu and memory can be asked for",
                    "disk", "remove it: only cpu and memory can be asked for"),
            PipelineShape.RETRY,
            Map.of(
                    "attempts", "write limit: the number of further attempts",
                    "maxAttempts", "write limit: the number of further attempts",
                    "max", "write limit",
                    "retries", "write limit",
                    "count", "write limit",
                    "delay", "write backoff",
                    "interval", "write backoff",
                    "on", "write exitCodes: {retry: […]}"),
            PipelineShape.SOURCE,
            Map.of(
                    "uri",
                    "write from",
                    "url",
                    "write from",
                    "path",
                    "write from",
                    "bucket",
                    "write from: s3://bucket/key"),
            PipelineShape.SINK,
            Map.of("uri", "write to", "url", "write to", "path", "write to", "bucket", "write to: s3://bucket/key.zip"),
            PipelineShape.SECRET,
            Map.of(
                    "valueFrom", "write {secret: …, key: …}",
                    "secretKeyRef", "write {secret: …, key: …}",
                    "value", "write the text itself, not a map that lacks secret and key",
                    "name", "write secret"));

    private ForeignFields() {}

    static Optional<String> fix(Shape.Form form, String field) {
        return Optional.ofNullable(FIXES.getOrDefault(form, Map.of()).get(field));
    }
}
