package dev.forge.contract.pipeline;

import dev.forge.contract.notification.NotificationTarget;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody asks to be run: a pipeline, and what is this run's own.
 *
 * @param source in the place of the pipeline's
 * @param sink in the place of the pipeline's
 * @param parameters values of declared parameters, as they were written
 * @param labels by which the run is found again, beside those of the pipeline, before which they go
 * @param watch the object for which a watch starts it
 * @param replyTo the queue at which somebody waits for its end
 */
public record RunRequest(
        Choice pipeline,
        Optional<SourceSpec> source,
        Optional<SinkSpec> sink,
        Map<String, String> parameters,
        Map<String, String> labels,
        Optional<WatchedObject> watch,
        Optional<NotificationTarget.QueueReply> replyTo) {
    /** Which pipeline. */
    public sealed interface Choice {
        String name();
    }

    /** One that is kept under a name; without a version the newest. */
    public record Named(String name, Optional<Integer> version) implements Choice {}

    /** One that the request brings along. */
    public record Inline(PipelineSpec spec) implements Choice {
        @Override
        public String name() {
            return spec.name();
        }
    }

    public RunRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** A run that is started for no object, and whose end nobody waits for at a queue. */
    public RunRequest(
            Choice pipeline,
            Optional<SourceSpec> source,
            Optional<SinkSpec> sink,
            Map<String, String> parameters,
            Map<String, String> labels) {
        this(pipeline, source, sink, parameters, labels, Optional.empty(), Optional.empty());
    }

    /** A run of a pipeline as it is: what a plain pipeline file asks for. */
    public static RunRequest of(PipelineSpec spec) {
        return new RunRequest(new Inline(spec), Optional.empty(), Optional.empty(), Map.of(), Map.of());
    }

    /** The same run with other values and labels. */
    public RunRequest with(Map<String, String> otherParameters, Map<String, String> otherLabels) {
        return new RunRequest(pipeline, source, sink, otherParameters, otherLabels, watch, replyTo);
    }

    /** The same run between other places. */
    public RunRequest at(Optional<SourceSpec> from, Optional<SinkSpec> to) {
        return new RunRequest(pipeline, from, to, parameters, labels, watch, replyTo);
    }

    /** The same run, whose end somebody waits for. */
    public RunRequest replyingTo(NotificationTarget.QueueReply queue) {
        return new RunRequest(pipeline, source, sink, parameters, labels, watch, Optional.of(queue));
    }

    /** The same run, whose end nobody waits for at a queue. */
    public RunRequest replyingToNobody() {
        return new RunRequest(pipeline, source, sink, parameters, labels, watch, Optional.empty());
    }

    /** The same run of one version of a pipeline that is kept under a name; of any other, itself. */
    public RunRequest withVersion(int version) {
        return switch (pipeline) {
            case Named(String name, Optional<Integer> _) ->
                new RunRequest(new Named(name, Optional.of(version)), source, sink, parameters, labels, watch, replyTo);
            case Inline _ -> this;
        };
    }

    /** The labels that are known before a pipeline is looked up: all, where the request brings it along. */
    public Map<String, String> knownLabels() {
        return switch (pipeline) {
            case Named _ -> labels;
            case Inline(PipelineSpec spec) -> labelsOver(spec.labels());
        };
    }

    Map<String, String> labelsOver(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(others);
        all.putAll(labels);
        return Collections.unmodifiableMap(all);
    }
}
