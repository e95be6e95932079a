package dev.forge.contract.pipeline;

import dev.forge.contract.pipeline.Shape.Choice;
import dev.forge.contract.pipeline.Shape.Either;
import dev.forge.contract.pipeline.Shape.Field;
import dev.forge.contract.pipeline.Shape.Flag;
import dev.forge.contract.pipeline.Shape.Form;
import dev.forge.contract.pipeline.Shape.Literal;
import dev.forge.contract.pipeline.Shape.MapOf;
import dev.forge.contract.pipeline.Shape.Text;
import java.util.List;
import java.util.Map;

/** The fields of a watch. */
final class WatchShape {
    private static final String ANYTHING = "";

    static final Form WATCH = new Form(
            "watch",
            List.of(
                    Field.required("name", new Text(PipelineShape.LABEL), "As in the path.")
                            .example("stations"),
                    Field.required("bucket", new Text("^[a-z0-9][-.a-z0-9]{1,61}[a-z0-9]$"), "The bucket's name.")
                            .example("weather"),
                    Field.optional("prefix", new Text(ANYTHING), "Only keys that begin with it are looked at.")
                            .example("in/"),
                    Field.optional(
                                    "pattern",
                                    new Text(ANYTHING),
                                    "A glob on the rest of the key: * and ? stay within a part, ** crosses slashes,"
                                            + " {a,b} chooses.")
                            .example("*.csv"),
                    Field.required(
                                    "pipeline",
                                    new Text(PipelineShape.LABEL),
                                    "The name of the pipeline of which each object starts a run.")
                            .example("weather"),
                    Field.optional("version", RequestShape.VERSION, "Of the pipeline; the newest if left out.")
                            .example(3),
                    Field.optional(
                                    "parameters",
                                    new MapOf(ParameterShape.NAME, new Literal()),
                                    "Values of parameters that the pipeline declares, the same for each run.")
                            .example(Map.of("unit", "metric")),
                    Field.optional(
                                    "labels",
                                    new MapOf(ParameterShape.LABEL_KEY, new Literal()),
                                    "Labels of each run, which go before those of the pipeline.")
                            .example(Map.of("team", "climate")),
                    Field.optional(
                                    "interval",
                                    new Text(DurationText.FORM),
                                    "From one look at the bucket to the next: 1s to 1d.")
                            .fallback("10s"),
                    Field.optional(
                                    "settle",
                                    new Text(DurationText.FORM),
                                    "How long a version must have stayed the newest before its run starts, for objects that"
                                            + " are replaced again and again: 0s to 1d.")
                            .fallback("0s"),
                    Field.optional(
                                    "existing",
                                    new Choice(WatchSpec.Existing.words()),
                                    "Whether objects that are older than the watch start runs.")
                            .fallback(WatchSpec.Existing.DEFAULT.word()),
                    Field.optional(
                            "events",
                            new Flag(),
                            "Whether notifications of the bucket are taken as well, from the queue that the starter reads."),
                    Field.optional(
                            "source",
                            new Either(new Text(StorageShape.STORAGE), StorageShape.SOURCE),
                            "The source of each run; if left out the object, in the version that starts the run."),
                    Field.optional(
                            "sink",
                            new Either(new Text(StorageShape.SINK_STORAGE), StorageShape.SINK),
                            "In the place of the pipeline's sink; not below what is watched.")));

    private WatchShape() {}
}
