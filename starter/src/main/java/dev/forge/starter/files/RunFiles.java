package dev.forge.starter.files;

import com.google.protobuf.ByteString;
import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.Span;
import dev.forge.contract.files.WorkspacePath;
import dev.forge.contract.run.StepReport;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.WorkspaceFiles;
import dev.forge.starter.NearFiles;
import dev.forge.starter.problem.RangeNotSatisfiable;
import dev.forge.starter.range.ByteRange;
import dev.forge.starter.range.Excerpt;
import dev.forge.starter.run.Cursor;
import dev.forge.starter.run.FoundRun;
import dev.forge.starter.run.NoSuchStep;
import dev.forge.starter.run.RunReading;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The files of runs, while their workspaces are there. */
@Singleton
public class RunFiles {
    private final RunReading reading;
    private final WorkspaceFiles files;
    private final Clock clock;

    RunFiles(RunReading reading, NearFiles near, WorkerFiles workers, Clock clock) {
        this.reading = reading;
        this.files = near.files().orElse(workers);
        this.clock = clock;
    }

    /** A part of the list of all files; refused where there is no such run, or no workspace. */
    public FoundFiles list(String runId, FilesWish wish) {
        return list(reading.find(runId), wish, "", Optional.empty());
    }

    /** The same of those files that were changed, or added, while a step ran. */
    public FoundFiles changed(String runId, String stepName, FilesWish wish) {
        FoundRun run = reading.find(runId);
        StepReport step = run.step(stepName).orElseThrow(() -> NoSuchStep.in(run, stepName));
        List<Span> times = StepTimes.of(run.report(), step, clock.instant());
        return times.isEmpty()
                ? new FoundFiles(List.of(), Optional.empty(), Optional.empty())
                : list(run, wish, stepName, Optional.of(times));
    }

    private FoundFiles list(FoundRun run, FilesWish wish, String step, Optional<List<Span>> times) {
        String runId = run.report().id();
        String list = String.join("\n", "files", runId, step, wish.prefix());
        String after = wish.cursor()
                .map(cursor ->
                        Cursor.read(cursor, list).map(ByteString::toStringUtf8).orElseThrow(FileRefusals::cursor))
                .orElse("");
        FilesQuery query = new FilesQuery(runId, wish.prefix(), after, wish.limit(), times);
        return switch (asked(() -> files.list(query))) {
            case FilesAnswer.NoWorkspace() -> throw FileRefusals.noWorkspace(run);
            case FilesAnswer.Page page ->
                new FoundFiles(
                        page.files(),
                        page.more()
                                ? Optional.of(Cursor.of(
                                        ByteString.copyFromUtf8(
                                                page.files().getLast().path()),
                                        list))
                                : Optional.empty(),
                        page.remark());
        };
    }

    /** Opens a file; refused where there is none, or none that is given out. */
    public OpenFile open(String runId, String path) {
        FoundRun run = found(runId, path);
        FileAnswer.Part first = part(run, path, 0, FileQuery.LARGEST_PART);
        FileStream bytes = new FileStream(files, runId, first, 0, first.file().size());
        return new OpenFile(first.file(), Optional.empty(), bytes);
    }

    /**
     * Opens a part of it.
     *
     * @throws RangeNotSatisfiable where not one of these bytes is there
     */
    public OpenFile open(String runId, String path, ByteRange range) {
        FoundRun run = found(runId, path);
        return switch (range) {
            case ByteRange.Between(long first, long last) -> {
                FileAnswer.Part part = part(run, path, first, atMost(first, last));
                yield opened(run, part, excerpt(range, part));
            }
            case ByteRange.Last _ -> {
                Excerpt end = excerpt(range, part(run, path, 0, 0));
                yield opened(run, part(run, path, end.first(), atMost(end.first(), end.last())), end);
            }
        };
    }

    private FoundRun found(String runId, String path) {
        WorkspacePath.fault(path).ifPresent(fault -> {
            throw FileRefusals.path(path, fault);
        });
        return reading.find(runId);
    }

    private static Excerpt excerpt(ByteRange range, FileAnswer.Part part) {
        long size = part.file().size();
        return range.of(size).orElseThrow(() -> new RangeNotSatisfiable(size));
    }

    private OpenFile opened(FoundRun run, FileAnswer.Part first, Excerpt excerpt) {
        FileStream bytes = new FileStream(files, run.report().id(), first, excerpt.first(), excerpt.bytes());
        return new OpenFile(first.file(), Optional.of(excerpt), bytes);
    }

    private static int atMost(long first, long last) {
        return (int) Math.min(last - first, FileQuery.LARGEST_PART - 1) + 1;
    }

    private FileAnswer.Part part(FoundRun run, String path, long from, int atMost) {
        FileQuery query = new FileQuery(run.report().id(), path, from, atMost);
        return switch (asked(() -> files.read(query))) {
            case FileAnswer.Part part -> part;
            case FileAnswer.NoWorkspace() -> throw FileRefusals.noWorkspace(run);
            case FileAnswer.NoFile() -> throw FileRefusals.noFile(run, path);
            case FileAnswer.Refused refused -> throw FileRefusals.refused(run, path, refused);
        };
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeUnavailable e) {
            throw FileRefusals.unavailable(e);
        }
    }
}
