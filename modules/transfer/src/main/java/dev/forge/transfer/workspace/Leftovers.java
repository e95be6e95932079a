package dev.forge.transfer.workspace;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What a sink that was killed left lying in a folder. */
public final class Leftovers {
    private static final String NAMES = ".forge-sink-*";

    private Leftovers() {}

    /** In a workspace there is only one sink at a time. */
    public static void remove(Path workspace) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(workspace, NAMES)) {
            for (Path path : left) {
                Removal.of(path);
            }
        }
    }

    /** In other folders another sink may be writing: its files are locked as long as it lives. */
    public static void removeUnclaimed(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, NAMES)) {
            for (Path path : left) {
                removeUnclaimedFile(path);
            }
        }
    }

    private static void removeUnclaimedFile(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (claim(channel).isPresent()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Marks a file as being written until its channel is closed; empty if it is somebody else's. */
    public static Optional<FileLock> claim(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException ours) {
            return Optional.empty();
        }
    }
}
