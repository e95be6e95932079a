package dev.forge.starter.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.Page;
import dev.forge.archive.records.PipelineVersion;
import dev.forge.archive.records.Pipelines;
import dev.forge.archive.records.Pipelines.Entry;
import dev.forge.archive.records.VersionDeletion;
import dev.forge.archive.records.VersionPut;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.PipelineWriter;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** The pipelines that have a name, in all their versions; what is not there is refused. */
@Singleton
public class NamedPipelines {
    private final Pipelines pipelines;

    NamedPipelines(Archive archive) {
        this.pipelines = archive.pipelines();
    }

    /** Two versions of a pipeline, and what the second says otherwise. */
    public record Difference(int from, int to, PipelineDiff diff) {}

    /** Makes a new version, unless the newest says the same already. */
    public VersionPut put(PipelineSpec spec, Predicate<Optional<Integer>> expected) {
        try {
            return pipelines.put(spec.name(), HistoryFormat.mapper().readTree(PipelineWriter.json(spec)), expected);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the writer has written is JSON", e);
        }
    }

    public PipelineVersion newest(String name) {
        return known(name).flatMap(pipelines::get).orElseThrow(() -> absent(name));
    }

    /** A version, also of a pipeline that is deleted. */
    public PipelineVersion version(String name, int version) {
        return known(name).flatMap(it -> pipelines.get(it, version)).orElseThrow(() -> absent(name, version));
    }

    public Page<Entry, String> list(Optional<String> after, int limit) {
        return pipelines.list(after, limit);
    }

    /** The newest first, also of a pipeline that is deleted. */
    public Page<Entry, Integer> versions(String name, Optional<Integer> after, int limit) {
        return known(name)
                .map(it -> pipelines.versions(it, after, limit))
                .filter(page -> after.isPresent() || !page.items().isEmpty())
                .orElseThrow(() -> absent(name));
    }

    /** Without {@code to}, of the newest version; without {@code from}, to the one before. */
    public Difference diff(String name, OptionalInt from, OptionalInt to) {
        int second = to.isPresent() ? to.getAsInt() : last(name).orElseThrow(() -> absent(name));
        PipelineVersion after = version(name, second);
        int first = from.orElse(second - 1);
        if (first < 1) {
            throw Refusal.of(
                    ProblemCode.PIPELINE_VERSION_NOT_FOUND,
                    "Version 1 of " + name
                            + " is its first, and there is none before it: say which two by from and to.");
        }
        PipelineVersion before = version(name, first);
        return new Difference(first, second, PipelineDiff.between(before.content(), after.content()));
    }

    /** Takes a pipeline off the list; its versions stay. */
    public VersionDeletion delete(String name, Predicate<Integer> expected) {
        return known(name).map(it -> pipelines.delete(it, expected)).orElseGet(VersionDeletion.Absent::new);
    }

    /** Why there is no such pipeline. */
    public Refusal absent(String name) {
        String why = last(name)
                .map(version -> "is deleted; its versions up to " + version + " are still there:"
                        + " look at the list of its versions, or put it again as the next.")
                .orElse("is not there: the list of pipelines has those that are.");
        return Refusal.of(ProblemCode.PIPELINE_NOT_FOUND, "The pipeline \"" + name + "\" " + why);
    }

    private Refusal absent(String name, int version) {
        return last(name)
                .map(last -> Refusal.of(
                        ProblemCode.PIPELINE_VERSION_NOT_FOUND,
                        "The pipeline \"" + name + "\" has no version " + version + ": its versions are 1 to " + last
                                + "."))
                .orElseGet(() -> absent(name));
    }

    /** The number of the version that was made last, also of a pipeline that is deleted. */
    private Optional<Integer> last(String name) {
        List<Entry> newest = known(name)
                .map(it -> pipelines.versions(it, Optional.empty(), 1).items())
                .orElse(List.of());
        return newest.stream().findFirst().map(Entry::version);
    }

    /** Empty where no pipeline can have such a name: PostgreSQL does not even take every text. */
    private static Optional<String> known(String name) {
        return Optional.of(name).filter(PipelineParser::isName);
    }
}
