package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.PipelineVersion;
import dev.forge.archive.records.Pipelines;
import dev.forge.contract.pipeline.Parsed;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.PreparedRun;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.pipeline.WatchSpec;
import dev.forge.contract.pipeline.WatchedObject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pipeline of a watch, looked at with the watch: whether any object could start a run of it. */
@Singleton
final class WatchPipeline {
    private final Pipelines pipelines;

    WatchPipeline(Archive archive) {
        this.pipelines = archive.pipelines();
    }

    /** What became of looking for it. */
    sealed interface Found {
        record Fit(PipelineSpec spec) implements Found {}

        /** All that is wrong, by the fields of the watch. */
        record Unfit(List<Problem> problems) implements Found {}
    }

    Found of(WatchSpec watch) {
        RunRequest.Named named = watch.pipeline();
        Optional<PipelineVersion> kept = named.version().isPresent()
                ? pipelines.get(named.name(), named.version().get())
                : pipelines.get(named.name());
        return kept.map(version -> fit(watch, version)).orElseGet(() -> absent(named));
    }

    private Found absent(RunRequest.Named named) {
        boolean isThere =
                named.version().isPresent() && pipelines.get(named.name()).isPresent();
        return new Found.Unfit(List.of(
                isThere
                        ? Problem.of(
                                "/version",
                                "pipeline " + named.name() + " has no version "
                                        + named.version().orElseThrow(),
                                "leave version out for the newest")
                        : Problem.of(
                                "/pipeline",
                                "no pipeline is kept under the name " + named.name(),
                                "put the pipeline " + named.name() + " first")));
    }

    private static Found fit(WatchSpec watch, PipelineVersion version) {
        return switch (PipelineParser.parse(version.content().toString())) {
            case Parsed.Valid(PipelineSpec spec) -> fit(watch, spec);
            case Parsed.Invalid(String _, List<Problem> problems) ->
                new Found.Unfit(problems.stream()
                        .map(it ->
                                Problem.of("/pipeline", "pipeline " + version.name() + ": " + it.message(), it.fix()))
                        .toList());
        };
    }

    private static Found fit(WatchSpec watch, PipelineSpec spec) {
        WatchedObject any = new WatchedObject(watch.bucket(), watch.prefix() + "object", "etag", 1);
        List<Problem> problems = new ArrayList<>();
        switch (PreparedRun.of(watch.request(any), spec)) {
            case PreparedRun.Flawed(List<Problem> flaws) -> problems.addAll(flaws);
            case PreparedRun.Ready ready ->
                watch.sink()
                        .or(spec::sink)
                        .flatMap(sink -> OwnSink.problem(watch, ready.parameters(), sink))
                        .ifPresent(problems::add);
        }
        return problems.isEmpty() ? new Found.Fit(spec) : new Found.Unfit(problems);
    }
}
