package dev.forge.transfer.workspace;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Quoted;
import dev.forge.transfer.report.TransferFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Walks a folder in the order of names, folders before what they hold. Links are not followed: what a link inside the
 * tree names is met under its own name, and what lies outside is nobody's to send. Links and special files are skipped
 * with a sentence.
 */
public final class Tree {
    /** What is done with each file and folder. */
    @FunctionalInterface
    public interface Visit {
        void found(Found found) throws IOException;
    }

    /** Names are sorted in lots of this many, so that a folder of millions does not fill the heap. */
    private static final int LOT = 20_000;

    private final Path root;
    private final Selection selection;
    private final Consumer<String> skipped;

    public Tree(Path root, Selection selection, Consumer<String> skipped) {
        this.root = root;
        this.selection = selection;
        this.skipped = skipped;
    }

    public void walk(Visit visit) throws IOException {
        folder(root, "", visit);
    }

    private void folder(Path folder, String prefix, Visit visit) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            Iterator<Path> all = entries.iterator();
            while (all.hasNext()) {
                for (Path path : lot(all)) {
                    entry(path, prefix, visit);
                }
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
    }

    private static List<Path> lot(Iterator<Path> all) {
        List<Path> lot = new ArrayList<>();
        while (all.hasNext() && lot.size() < LOT) {
            lot.add(all.next());
        }
        Collections.sort(lot);
        return lot;
    }

    private void entry(Path path, String prefix, Visit visit) throws IOException {
        String name = prefix + path.getFileName();
        if ((prefix.isEmpty() && RelativeName.reserved(name)) || selection.excludes(name)) {
            return;
        }
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            enter(path, name, Stamp.of(attributes), visit);
        } else if (selection.takes(name)) {
            leaf(path, name, attributes, visit);
        }
    }

    private void enter(Path path, String name, Stamp stamp, Visit visit) throws IOException {
        if (selection.takes(name)) {
            visit.found(new Found.Folder(readable(path, name), path, stamp, empty(path)));
        }
        folder(path, name + "/", visit);
    }

    private void leaf(Path path, String name, PosixFileAttributes attributes, Visit visit) throws IOException {
        if (attributes.isRegularFile()) {
            visit.found(new Found.File(readable(path, name), path, Stamp.of(attributes), attributes.size()));
        } else if (attributes.isSymbolicLink()) {
            skipped.accept(Quoted.name(name) + " is a symbolic link and is left out.");
        } else {
            skipped.accept(Quoted.name(name) + " is a pipe, socket or device and is left out.");
        }
    }

    private static boolean empty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    /** Bytes that are no UTF-8 come back as replacement characters, and then the name no longer names the file. */
    private static String readable(Path path, String name) {
        boolean replaced = name.indexOf('\uFFFD') >= 0
                && !Files.exists(path.resolveSibling(path.getFileName().toString()));
        if (replaced || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new TransferFailure(
                    Category.CONFIGURATION,
                    "The file name " + Quoted.name(name) + " is not UTF-8, and no zip or key could hold it.",
                    "Let the module write UTF-8 names, or leave it out with --exclude.");
        }
        return name;
    }
}
