package dev.forge.transfer.sink;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.Summary;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.workspace.Found;
import dev.forge.transfer.workspace.Selection;
import dev.forge.transfer.workspace.Spill;
import dev.forge.transfer.workspace.Tree;
import dev.forge.transfer.zip.ZipWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The files that a sink takes, and how they become a zip. */
final class Outgoing {
    /** Headers of one entry without its name: 39 bytes before it, 24 behind it, 83 in the directory. */
    private static final long ENTRY_OVERHEAD = 160;

    /** What cannot be packed grows by deflate's own headers: 5 bytes for 16 KiB at the worst. */
    private static final long GROWTH = 3_000;

    private final Path workspace;
    private final Selection selection;
    private final Progress progress;

    Outgoing(Path workspace, Selection selection, Progress progress) {
        this.workspace = workspace;
        this.selection = selection;
        this.progress = progress;
    }

    /** What was met: files, the sum of their bytes, what was skipped, and the largest that a zip of it can get. */
    record Sum(long files, long bytes, long skipped, long zipAtMost) {
        Summary summary(long objects, String uri, Optional<String> etag) {
            return new Summary(objects, files, bytes, skipped, uri, etag);
        }
    }

    Path workspace() {
        return workspace;
    }

    /** Looks at everything once, without reading it. */
    Sum measure() throws IOException {
        Counter counter = new Counter();
        new Tree(workspace, selection, told -> counter.skipped++).walk(counter::add);
        if (counter.files == 0 && !selection.takesAll()) {
            throw new TransferFailure(
                    Category.CONFIGURATION,
                    "No file in the workspace matches what the sink includes and does not exclude.",
                    "Patterns are relative to the workspace: '*.csv' is its top, '**/*.csv' every folder.");
        }
        return new Sum(counter.files, counter.bytes, counter.skipped, counter.zip + counter.bytes / GROWTH);
    }

    void walk(Tree.Visit visit) throws IOException {
        new Tree(workspace, selection, progress::skip).walk(visit);
    }

    /** Once more over the same files; what is skipped was said the first time. */
    void walkQuietly(Tree.Visit visit) throws IOException {
        new Tree(workspace, selection, told -> {}).walk(visit);
    }

    /** Writes all of it as a zip. */
    Sum zip(OutputStream out) throws IOException {
        Sum sum = measure();
        progress.phase("packing");
        try (Spill directory = new Spill(workspace);
                ZipWriter zip = new ZipWriter(out, directory, progress)) {
            walk(zip::add);
            zip.finish();
        }
        return sum;
    }

    private static final class Counter {
        private long files;
        private long bytes;
        private long skipped;
        private long zip = 1_000;

        void add(Found found) {
            zip += ENTRY_OVERHEAD + 2L * found.name().getBytes(StandardCharsets.UTF_8).length;
            if (found instanceof Found.File file) {
                files++;
                bytes += file.size();
                zip += file.size();
            }
        }
    }
}
