package dev.forge.transfer.zip;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.workspace.Lanes;
import dev.forge.transfer.workspace.RelativeName;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Unpacks a zip file into an empty folder: first a look at all of it, then the files, then the folders' stamps. */
public final class Unpack {
    private final String uri;
    private final UnpackLimits limits;
    private final Progress progress;
    private String lastFolder = "";

    /** {@code uri} is what messages call the zip. */
    public Unpack(String uri, UnpackLimits limits, Progress progress) {
        this.uri = uri;
        this.limits = limits;
        this.progress = progress;
    }

    /** Whether the file's end is a zip's, whatever its beginning may be. */
    public static boolean endsAsZip(Path file) throws IOException {
        return EndRecord.isIn(file);
    }

    /** Returns the sum of all files' sizes, in bytes. */
    public long into(Path folder, Path zip) throws IOException {
        try (Archive archive = Archive.open(zip)) {
            long size = new Inspection(uri, limits).of(archive);
            Inspection.checkRoom(size, Files.getFileStore(folder).getUsableSpace(), uri);
            files(archive, folder);
            archive.each(entry -> stampFolder(entry, folder));
            return size;
        } catch (BrokenZip | EOFException broken) {
            throw new TransferFailure(
                    Category.SOURCE_INVALID,
                    uri + " " + broken.getMessage() + ".",
                    "Make the zip anew and upload it again; to keep the file as it is, say unpack: none.",
                    broken);
        }
    }

    private void files(Archive archive, Path folder) throws IOException {
        int width = Lanes.processors();
        BlockingQueue<EntryUnpacker> idle = new ArrayBlockingQueue<>(width);
        for (int i = 0; i < width; i++) {
            idle.add(new EntryUnpacker(archive, progress));
        }
        try (Lanes lanes = new Lanes("unpack", width)) {
            archive.each(entry -> entry(entry, folder, lanes, idle));
            lanes.await();
        } finally {
            idle.forEach(EntryUnpacker::close);
        }
    }

    private void entry(ArchiveEntry entry, Path folder, Lanes lanes, BlockingQueue<EntryUnpacker> idle)
            throws IOException {
        if (Inspection.ignored(entry)) {
            return;
        }
        RelativeName name = new RelativeName(entry.name());
        makeFolder(folder, entry.folder() ? name.text() : name.parent());
        if (!entry.folder()) {
            lanes.run(() -> unpack(entry, folder.resolve(name.text()), idle));
        }
    }

    private void makeFolder(Path root, String name) throws IOException {
        if (!name.equals(lastFolder)) {
            Files.createDirectories(root.resolve(name));
            lastFolder = name;
        }
    }

    private void unpack(ArchiveEntry entry, Path file, BlockingQueue<EntryUnpacker> idle) throws IOException {
        EntryUnpacker unpacker = idle.remove();
        try {
            unpacker.unpack(entry, file);
        } catch (BrokenZip broken) {
            throw Inspection.refused(uri, entry, broken.reason(), "Make the zip anew and upload it again.");
        } finally {
            idle.add(unpacker);
        }
    }

    /** Last, since each file that is put into a folder changes the folder's time. */
    private static void stampFolder(ArchiveEntry entry, Path folder) throws IOException {
        if (entry.folder() && !Inspection.ignored(entry)) {
            entry.stamp().onFolder(folder.resolve(entry.name()));
        }
    }
}
