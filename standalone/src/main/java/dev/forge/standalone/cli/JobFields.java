package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A job by its fields, which the server judges. */
final class JobFields {
    @Option(names = "--name", paramLabel = "NAME", description = "The job's name.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--image", paramLabel = "IMAGE", description = "Its container image.")
    private Optional<String> image = Optional.empty();

    @Option(
            names = "--command",
            paramLabel = "WORD",
            description = "In the place of the image's own; again for each further word.")
    private List<String> command = new ArrayList<>();

    @Option(names = "--arg", paramLabel = "WORD", description = "An argument; again for each further one.")
    private List<String> args = new ArrayList<>();

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "A variable; again for each further one.")
    private Map<String, String> env = new LinkedHashMap<>();

    @Option(names = "--timeout", paramLabel = "TIME", description = "Running time of an attempt: 30m (default 15m).")
    private Optional<String> timeout = Optional.empty();

    @Option(names = "--retries", paramLabel = "N", description = "How many more attempts after the first (default 2).")
    private Optional<Integer> retries = Optional.empty();

    @Option(names = "--input-bucket", paramLabel = "BUCKET", description = "INPUT_BUCKET in the container.")
    private Optional<String> inputBucket = Optional.empty();

    @Option(
            names = "--output-bucket",
            paramLabel = "BUCKET",
            description = "OUTPUT_BUCKET in the container, and where its log is put; the input's by default.")
    private Optional<String> outputBucket = Optional.empty();

    @Option(names = "--namespace", paramLabel = "NAME", description = "The Kubernetes namespace.")
    private Optional<String> namespace = Optional.empty();

    /** By the names that HTTP gives them; empty where none is given. */
    ObjectNode fields() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        text("jobName", name, fields);
        text("image", image, fields);
        texts("command", command, fields);
        texts("args", args, fields);
        if (!env.isEmpty()) {
            env.forEach(fields.putObject("env")::put);
        }
        text("timeOut", timeout, fields);
        retries.ifPresent(limit -> fields.put("maxRetries", limit));
        text("inputBucket", inputBucket, fields);
        text("outputBucket", outputBucket, fields);
        text("namespace", namespace, fields);
        return fields;
    }

    private static void text(String name, Optional<String> value, ObjectNode fields) {
        value.ifPresent(text -> fields.put(name, text));
    }

    private static void texts(String name, List<String> texts, ObjectNode fields) {
        if (!texts.isEmpty()) {
            texts.forEach(fields.putArray(name)::add);
        }
    }
}
