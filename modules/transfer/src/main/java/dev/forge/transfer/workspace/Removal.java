package dev.forge.transfer.workspace;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Removes a file or a folder with all that is in it; links are removed, never followed. */
public final class Removal extends SimpleFileVisitor<Path> {
    private Removal() {}

    public static void of(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(path, new Removal());
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        // A module may have taken the owner's write bit away, without which nothing in the folder can be removed.
        if (!Files.isWritable(folder)) {
            open(folder);
        }
        return FileVisitResult.CONTINUE;
    }

    /** A folder that cannot be read fails before it is entered: it is opened and entered once more. */
    @Override
    public FileVisitResult visitFileFailed(Path path, IOException fault) throws IOException {
        if (fault instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        if (!(fault instanceof AccessDeniedException) || Files.isReadable(path)) {
            throw fault;
        }
        open(path);
        Files.walkFileTree(path, this);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault) throws IOException {
        if (fault != null) {
            throw fault;
        }
        Files.deleteIfExists(folder);
        return FileVisitResult.CONTINUE;
    }

    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
}
