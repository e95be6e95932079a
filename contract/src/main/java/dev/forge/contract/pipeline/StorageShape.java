package dev.forge.contract.pipeline;

import dev.forge.contract.pipeline.Shape.Field;
import dev.forge.contract.pipeline.Shape.Form;
import dev.forge.contract.pipeline.Shape.ListOf;
import dev.forge.contract.pipeline.Shape.Text;
import java.util.List;

/** The fields of a source and a sink. */
final class StorageShape {
    static final String STORAGE = "^(s3://|file:///|\\$\\{)";
    static final String SINK_STORAGE = STORAGE + "[\\s\\S]*(\\.zip|/)$";
    private static final String ANYTHING = "";

    static final Form SOURCE = new Form(
            "source",
            List.of(
                    Field.required(
                                    "from",
                                    new Text(STORAGE),
                                    "An object (s3://bucket/key), all objects below a prefix (s3://bucket/prefix/), or"
                                            + " a local file or folder (file:///path). May hold expressions.")
                            .example("s3://weather/in/seattle.zip"),
                    Field.optional(
                                    "unpack",
                                    new Shape.Choice(List.of("auto", "none")),
                                    "auto unpacks a zip and keeps anything else as it is; none unpacks nothing.")
                            .fallback("auto"),
                    Field.optional(
                                    "etag",
                                    new Shape.Literal(),
                                    "The version that a single object must be of when it is read; if another one has taken"
                                            + " its place, the run fails with SOURCE_MISSING. May hold expressions.")
                            .example("${watch.etag}")));

    static final Form SINK = new Form(
            "sink",
            List.of(
                    Field.required(
                                    "to",
                                    new Text(SINK_STORAGE),
                                    "A zip (s3://bucket/key.zip, file:///path.zip) or a place for the files themselves"
                                            + " (a trailing slash). May hold expressions.")
                            .example("s3://weather/out/${run.id}.zip"),
                    Field.optional(
                                    "include",
                                    new ListOf(new Text(ANYTHING), 0, 1000),
                                    "Glob patterns of workspace paths; without any, everything is put out.")
                            .example(List.of("charts/**")),
                    Field.optional(
                                    "exclude",
                                    new ListOf(new Text(ANYTHING), 0, 1000),
                                    "Glob patterns of workspace paths that are left out.")
                            .example(List.of("**/*.tmp"))));

    private StorageShape() {}
}
