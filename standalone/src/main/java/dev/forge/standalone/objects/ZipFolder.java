package dev.forge.standalone.objects;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A folder as a zip, and a zip as a folder. */
public final class ZipFolder {
    private ZipFolder() {}

    /** Zips what is in a folder, names relative to it, in the order of their names. */
    public static void zip(Path folder, Path zip) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream target = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(target)) {
            for (Path file : files) {
                ZipEntry entry = new ZipEntry(folder.relativize(file).toString());
                entry.setLastModifiedTime(Files.getLastModifiedTime(file));
                entries.putNextEntry(entry);
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }

    /**
     * Unpacks a zip into a folder and returns the names of its files. A name that leads out of the folder is refused
     * before anything is written.
     */
    public static List<String> unzip(Path zip, Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            List<? extends ZipEntry> entries = list(file.entries());
            entries.forEach(entry -> inside(folder, entry));
            for (ZipEntry entry : entries) {
                Path target = inside(folder, entry);
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    WholeFile.write(target, file.getInputStream(entry));
                    names.add(entry.getName());
                }
            }
        }
        return names;
    }

    private static <T> List<T> list(Enumeration<T> entries) {
        List<T> all = new ArrayList<>();
        entries.asIterator().forEachRemaining(all::add);
        return all;
    }

    private static Path inside(Path folder, ZipEntry entry) {
        return InFolder.place(folder, entry.getName())
                .orElseThrow(
                        () -> new ObjectProblem(
                                "The zip holds \"" + entry.getName()
                                        + "\", which leads out of the folder. Nothing was unpacked; look at where the zip comes from."));
    }
}
