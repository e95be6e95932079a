package dev.forge.contract.pipeline;

import dev.forge.contract.pipeline.Shape.Either;
import dev.forge.contract.pipeline.Shape.Field;
import dev.forge.contract.pipeline.Shape.Form;
import dev.forge.contract.pipeline.Shape.ListOf;
import dev.forge.contract.pipeline.Shape.Literal;
import dev.forge.contract.pipeline.Shape.MapOf;
import dev.forge.contract.pipeline.Shape.Text;
import dev.forge.contract.pipeline.Shape.Whole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a pipeline file: their names, limits, defaults and descriptions, said once. */
final class PipelineShape {
    static final String API_VERSION = "forge.dev/v1";

    /** A step costs about 20 of the 51,200 events that a Temporal history may have; this leaves room for retries. */
    static final int MOST_MODULES = 500;

    /** More than any pod has. */
    static final int MOST_CONTAINERS = 50;

    static final int HIGHEST_RETRY_LIMIT = 100;
    static final int HIGHEST_EXIT_CODE = 255;

    /** A DNS label (RFC 1123), since names stand in the names of Jobs and pods. */
    static final String LABEL = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

    /** FORGE_ is the platform's. */
    static final String VARIABLE = "^(?!FORGE_)[A-Za-z_][A-Za-z0-9_]*$";

    /** A DNS subdomain, which most of Kubernetes' objects are named by. */
    static final String OBJECT_NAME = "^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$";

    /** A key of a Secret or a ConfigMap. */
    static final String KEY = "^[-._A-Za-z0-9]{1,253}$";

    static final String CPU = "^[0-9]{1,6}(\\.[0-9]{1,3})?$|^[0-9]{1,9}m$";
    static final String MEMORY = "^[0-9]{1,12}(\\.[0-9]{1,3})?(k|M|G|T|Ki|Mi|Gi|Ti)$";
    private static final String ANYTHING = "";

    static final Form SECRET = new Form(
            "Secret reference",
            List.of(
                    Field.required("secret", new Text(OBJECT_NAME), "The name of the Secret.")
                            .example("station"),
                    Field.required("key", new Text(KEY), "The key in the Secret.")
                            .example("token")));

    static final Form CONFIG_MAP = new Form(
            "ConfigMap reference",
            List.of(
                    Field.required("configMap", new Text(OBJECT_NAME), "The name of the ConfigMap.")
                            .example("stations"),
                    Field.required("key", new Text(KEY), "The key in the ConfigMap.")
                            .example("mode")));

    static final Form RESOURCES = new Form(
                    "resources",
                    List.of(
                            Field.optional("cpu", new Shape.Amount(CPU), "Requested cores: 2, 0.5 or 500m.")
                                    .example("500m"),
                            Field.optional(
                                            "memory",
                                            new Text(MEMORY),
                                            "Requested memory, which is also the limit; needs a unit: 256Mi, 2Gi.")
                                    .example("256Mi"),
                            Field.optional(
                                            "ephemeralStorage",
                                            new Text(MEMORY),
                                            "Requested disk of the node outside the workspace, which is also the limit; needs a"
                                                    + " unit. Kubernetes only.")
                                    .example("2Gi")))
            .withOthers(new MapOf(KubernetesShape.EXTENDED, new Shape.Whole(1, KubernetesShape.MOST_EXTENDED)));

    static final Form EXIT_CODES = new Form(
            "exit codes",
            List.of(
                    Field.optional("fail", exitCodes(), "Exit codes that no retry would mend.")
                            .example(List.of(64)),
                    Field.optional("retry", exitCodes(), "Where there are any: the only exit codes worth a retry.")
                            .example(List.of(75))));

    static final Form RETRY = new Form(
            "retry rule",
            List.of(
                    Field.optional(
                                    "limit",
                                    new Whole(0, HIGHEST_RETRY_LIMIT),
                                    "How many more attempts after the first; 0 means none.")
                            .fallback(RetryRule.DEFAULT_LIMIT),
                    Field.optional(
                                    "backoff",
                                    new Text(DurationText.FORM),
                                    "The wait before the first retry; it doubles with each further one, up to 5m.")
                            .fallback(DurationText.print(RetryRule.DEFAULT_BACKOFF)),
                    Field.optional("exitCodes", EXIT_CODES, "Which exit codes are worth a retry.")
                            .example(Map.of("fail", List.of(64))),
                    Field.optional(
                                    "memoryFactor",
                                    new Shape.Fraction(1, RetryRule.HIGHEST_MEMORY_FACTOR),
                                    "After an attempt that ran out of memory the next one has this many times as much,"
                                            + " rounded up to whole Mi; needs resources.memory.")
                            .example(2)));

    static final Form MODULE = new Form(
                    "module",
                    List.of(
                            Field.required("name", new Text(LABEL), "Unique in the pipeline; a DNS label.")
                                    .example("monthly"),
                            Field.optional(
                                            "image",
                                            new Text(ImageName.FORM),
                                            "The container image; needed unless container or containers is there.")
                                    .example("weather-monthly:1"),
                            Field.optional(
                                            "command",
                                            new ListOf(new Literal(), 0, 1000),
                                            "Replaces the image's entry point. May hold expressions.")
                                    .example(List.of("python3", "/app/monthly.py")),
                            Field.optional(
                                            "args",
                                            new ListOf(new Literal(), 0, 1000),
                                            "Arguments; numbers keep their text (1.10 stays 1.10). May hold expressions.")
                                    .example(List.of("--by", "month")),
                            Field.optional(
                                            "env",
                                            new MapOf(
                                                    VARIABLE,
                                                    new Either(new Literal(), new Either(SECRET, CONFIG_MAP))),
                                            "Environment variables: text, or a key of a Secret or ConfigMap. May hold"
                                                    + " expressions. Values from outside, such as object keys, belong here and"
                                                    + " not into args.")
                                    .example(Map.of("UNITS", "metric")),
                            Field.optional("resources", RESOURCES, "What the module asks of its node.")
                                    .example(Map.of("memory", "256Mi")),
                            Field.optional(
                                            "timeout",
                                            new Text(DurationText.FORM),
                                            "Running time of one attempt, counted from the container's start; at most 30d.")
                                    .fallback(DurationText.print(ModuleSpec.DEFAULT_TIMEOUT)),
                            Field.optional("retry", RETRY, "When a failed attempt is repeated.")
                                    .example(Map.of("limit", 2)),
                            Field.optional(
                                            "restore",
                                            new Shape.Flag(),
                                            "true puts the workspace back, before each further attempt, as it was before the"
                                                    + " first.")
                                    .fallback(false),
                            Field.optional(
                                            "objectStore",
                                            new Shape.Flag(),
                                            "true tells the module where the object store is, and the buckets of source and"
                                                    + " sink (INPUT_BUCKET, OUTPUT_BUCKET).")
                                    .fallback(false),
                            Field.optional(
                                    "kubernetes",
                                    KubernetesShape.KUBERNETES,
                                    "What the module asks of Kubernetes alone; left out elsewhere."),
                            Field.optional(
                                    "container",
                                    new Shape.Foreign(),
                                    "v1.Container in the place of image, command, args, env and resources. Kubernetes only."
                                            + " Its command, args and env may hold expressions."),
                            Field.optional(
                                    "containers",
                                    new ListOf(new Shape.Foreign(), 1, MOST_CONTAINERS),
                                    "Several of them in one pod; all must exit 0.")))
            .withInstead(new Shape.Instead(
                    "image",
                    List.of("container", "containers"),
                    List.of("image", "command", "args", "env", "resources")));

    static final Form CONCURRENCY = new Form(
            "concurrency limit",
            List.of(
                    Field.optional(
                                    "key",
                                    new Literal(),
                                    "Only runs with the same key count together; without it all runs of the pipeline do."
                                            + " May hold expressions, but for outputs of steps.")
                            .example("${parameters.customer}"),
                    Field.optional(
                                    "limit",
                                    new Whole(1, Concurrency.HIGHEST_LIMIT),
                                    "How many runs may be at work at once.")
                            .fallback(Concurrency.DEFAULT_LIMIT),
                    Field.optional(
                                    "policy",
                                    new Shape.Choice(Concurrency.Policy.words()),
                                    "What becomes of a run that finds no room: queue has it wait for its turn, replace cancels"
                                            + " those that came before it, reject has it fail.")
                            .fallback(Concurrency.DEFAULT_POLICY.word())));

    static final Form PIPELINE = new Form(
            "pipeline",
            List.of(
                    Field.optional("$schema", new Text(ANYTHING), "For editors; not read."),
                    Field.optional("apiVersion", new Shape.Choice(List.of(API_VERSION)), "The version of this format.")
                            .fallback(API_VERSION),
                    Field.required("name", new Text(LABEL), "The pipeline's name; a DNS label.")
                            .example("weather"),
                    Field.optional(
                                    "namespace",
                                    new Text(LABEL),
                                    "The Kubernetes namespace of the run's Jobs, one of those that the platform allows;"
                                            + " left out elsewhere.")
                            .example("team-a"),
                    Field.optional(
                                    "parameters",
                                    new MapOf(ParameterShape.NAME, new Either(new Literal(), ParameterShape.PARAMETER)),
                                    "What a run may or must give: names with a default, or in the long form."
                                            + " ${parameters.NAME} stands for the value.")
                            .example(Map.of("station", "seattle")),
                    Field.optional(
                                    "labels",
                                    new MapOf(ParameterShape.LABEL_KEY, new Literal()),
                                    "Labels of each run, by which it is found.")
                            .example(Map.of("team", "climate")),
                    Field.optional(
                                    "source",
                                    new Either(new Text(StorageShape.STORAGE), StorageShape.SOURCE),
                                    "Where the files come from; without it the workspace begins empty.")
                            .example("s3://weather/in/seattle.zip"),
                    Field.required(
                                    "modules",
                                    new ListOf(MODULE, 1, MOST_MODULES),
                                    "The modules, run in the order in which they are written.")
                            .example(List.of(example("name", "monthly", "image", "weather-monthly:1"))),
                    Field.optional(
                                    "sink",
                                    new Either(new Text(StorageShape.SINK_STORAGE), StorageShape.SINK),
                                    "Where the result goes; without it the files stay in the workspace.")
                            .example("s3://weather/out/${run.id}.zip"),
                    Field.optional(
                                    "onFailure",
                                    new Shape.Choice(OnFailure.words()),
                                    "What becomes of a run of which a step is given up: fail ends it, hold leaves it open"
                                            + " until somebody continues or cancels it.")
                            .fallback(OnFailure.FAIL.word()),
                    Field.optional("concurrency", CONCURRENCY, "How many runs may be at work at once.")
                            .example(Map.of("limit", 1)),
                    Field.optional("notify", NotificationShape.NOTIFY, "The webhooks that are told of each run's end.")
                            .example(List.of(example(
                                    "webhook",
                                    "https://example.com/forge",
                                    "secret",
                                    example("secret", "forge-webhook", "key", "signing"))))));

    private PipelineShape() {}

    /** Two fields in the order in which an author writes them. */
    static Map<String, Object> example(String first, Object value, String second, Object other) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put(first, value);
        example.put(second, other);
        return example;
    }

    private static ListOf exitCodes() {
        // Exit code 0 is success, which no rule of retries decides about.
        return new ListOf(new Whole(1, HIGHEST_EXIT_CODE), 0, HIGHEST_EXIT_CODE);
    }
}
