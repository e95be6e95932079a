package dev.forge.contract.pipeline;

import dev.forge.contract.pipeline.Shape.Either;
import dev.forge.contract.pipeline.Shape.Field;
import dev.forge.contract.pipeline.Shape.Form;
import dev.forge.contract.pipeline.Shape.ListOf;
import dev.forge.contract.pipeline.Shape.Literal;
import dev.forge.contract.pipeline.Shape.MapOf;
import dev.forge.contract.pipeline.Shape.Text;
import dev.forge.contract.pipeline.Shape.Whole;
import java.util.List;
import java.util.Map;

/** The fields of a job. */
final class JobShape {
    static final String NAME = "jobName";
    static final Whole RETRIES = new Whole(0, PipelineShape.HIGHEST_RETRY_LIMIT);
    private static final String ANYTHING = "";
    private static final Text BARE_MINUTES = new Text("^[0-9]{1,9}$");
    private static final Whole MINUTES = new Whole(0, 999_999_999);

    static final Form JOB = new Form(
                    "job",
                    List.of(
                            Field.required(NAME, new Text(PipelineShape.LABEL), "The job's name; a DNS label.")
                                    .example("thumbnails"),
                            Field.optional(
                                            "image",
                                            new Text(ImageName.FORM),
                                            "The container image; needed unless containers is there.")
                                    .example("thumbnails:1"),
                            Field.optional(
                                    "command", new ListOf(new Literal(), 0, 1000), "Replaces the image's entry point."),
                            Field.optional("args", new ListOf(new Literal(), 0, 1000), "Arguments."),
                            Field.optional(
                                    "env",
                                    new MapOf(
                                            PipelineShape.VARIABLE,
                                            new Either(
                                                    new Literal(),
                                                    new Either(PipelineShape.SECRET, PipelineShape.CONFIG_MAP))),
                                    "Environment variables: text, or a key of a Secret or ConfigMap."),
                            Field.optional(
                                    "timeOut",
                                    new Either(new Text(DurationText.FORM), new Either(BARE_MINUTES, MINUTES)),
                                    "Running time of an attempt, 15m if left out or 0; a number without unit is minutes."),
                            Field.optional("inputBucket", new Text(ANYTHING), "INPUT_BUCKET of the container."),
                            Field.optional(
                                    "outputBucket",
                                    new Text(ANYTHING),
                                    "OUTPUT_BUCKET of the container; inputBucket if left out."),
                            Field.optional("maxRetries", RETRIES, "How many more attempts after the first.")
                                    .fallback(RetryRule.DEFAULT_LIMIT),
                            Field.optional(
                                    "namespace", new Text(PipelineShape.LABEL), "The Kubernetes namespace of the Job."),
                            KubernetesShape.KEEP_JOB,
                            Field.optional(
                                    "containers",
                                    new ListOf(new Shape.Foreign(), 1, PipelineShape.MOST_CONTAINERS),
                                    "v1.Containers of one pod in the place of image, command, args and env."),
                            Field.optional(
                                            "replyTo",
                                            NotificationShape.REPLY_TO,
                                            "The queue to which the job's end is told.")
                                    .example(Map.of("rabbitmq", "forge-replies"))))
            .withInstead(new Shape.Instead("image", List.of("containers"), List.of("image", "command", "args", "env")));

    private static final String BY_TIME =
            "remove it: a job runs once; POST /jobs/schedule takes the same body and starts it by time";
    private static final String A_PIPELINE = "POST /runs a pipeline: a job is one container without source and sink";
    private static final String IN_CONTAINERS = "put it into containers: [{image: …, %s: …}], or POST /runs a pipeline";

    /** What users of other tools write, and what is to be done instead. */
    static final Map<String, String> FOREIGN = Map.ofEntries(
            Map.entry("cron", BY_TIME),
            Map.entry("schedule", BY_TIME),
            Map.entry("every", BY_TIME),
            Map.entry("name", "remove it: jobName is the job's name"),
            Map.entry("job", "remove it, and write its fields at the top"),
            Map.entry("timeout", "write timeOut"),
            Map.entry("activeDeadlineSeconds", "write timeOut, with a unit"),
            Map.entry("retries", "write maxRetries"),
            Map.entry("retry", "write maxRetries"),
            Map.entry("backoffLimit", "write maxRetries"),
            Map.entry("environment", "write env"),
            Map.entry("variables", "write env"),
            Map.entry("entrypoint", "write command"),
            Map.entry("cmd", "write args"),
            Map.entry("arguments", "write args"),
            Map.entry("container", "write containers, as a list"),
            Map.entry("bucket", "write inputBucket"),
            Map.entry("resources", IN_CONTAINERS.formatted("resources")),
            Map.entry("securityContext", IN_CONTAINERS.formatted("securityContext")),
            Map.entry("volumeMounts", IN_CONTAINERS.formatted("volumeMounts")),
            Map.entry("reply_to", "write replyTo: {rabbitmq: …} or {sqs: …}"),
            Map.entry("notify", A_PIPELINE),
            Map.entry("kubernetes", A_PIPELINE),
            Map.entry("source", A_PIPELINE),
            Map.entry("sink", A_PIPELINE),
            Map.entry("modules", A_PIPELINE),
            Map.entry("pipeline", A_PIPELINE));

    private JobShape() {}
}
