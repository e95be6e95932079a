package dev.forge.contract.pipeline;

import dev.forge.contract.pipeline.Shape.Amount;
import dev.forge.contract.pipeline.Shape.Either;
import dev.forge.contract.pipeline.Shape.Field;
import dev.forge.contract.pipeline.Shape.Form;
import dev.forge.contract.pipeline.Shape.Literal;
import dev.forge.contract.pipeline.Shape.MapOf;
import dev.forge.contract.pipeline.Shape.Text;
import dev.forge.contract.pipeline.Shape.Whole;
import java.util.List;
import java.util.Map;

/** The fields of a run request. */
final class RequestShape {
    private static final String ANYTHING = "";

    static final Whole VERSION = new Whole(1, Integer.MAX_VALUE);

    static final Form WATCHED = new Form(
            "watch",
            List.of(
                    Field.required("bucket", new Text(ANYTHING), "The object's bucket: ${watch.bucket}.")
                            .example("weather"),
                    Field.required("key", new Text(ANYTHING), "Its key: ${watch.key}.")
                            .example("in/seattle.csv"),
                    Field.required("etag", new Text(ANYTHING), "Its ETag, without quotes: ${watch.etag}.")
                            .example("9b2cf535f27731c974343645a3985328"),
                    Field.required("size", new Amount("^[0-9]{1,18}$"), "Its size in bytes: ${watch.size}.")
                            .example(2048)));

    static final Form REQUEST = new Form(
            "run request",
            List.of(
                    Field.required(
                                    "pipeline",
                                    new Either(new Text(PipelineShape.LABEL), PipelineShape.PIPELINE),
                                    "The name of a pipeline, or a pipeline itself.")
                            .example("weather"),
                    Field.optional("version", VERSION, "Of a pipeline that is named; the newest if left out.")
                            .example(3),
                    Field.optional(
                            "source",
                            new Either(new Text(StorageShape.STORAGE), StorageShape.SOURCE),
                            "In the place of the pipeline's source."),
                    Field.optional(
                            "sink",
                            new Either(new Text(StorageShape.SINK_STORAGE), StorageShape.SINK),
                            "In the place of the pipeline's sink."),
                    Field.optional(
                                    "parameters",
                                    new MapOf(ParameterShape.NAME, new Literal()),
                                    "Values of parameters that the pipeline declares.")
                            .example(Map.of("station", "seattle")),
                    Field.optional(
                                    "labels",
                                    new MapOf(ParameterShape.LABEL_KEY, new Literal()),
                                    "Labels of the run, which go before those of the pipeline.")
                            .example(Map.of("team", "climate")),
                    Field.optional(
                            "watch",
                            WATCHED,
                            "The object for which the run is started, as a watch of a bucket says it.")));

    private RequestShape() {}
}
