package dev.forge.transfer.sink;

import dev.forge.transfer.workspace.Leftovers;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/** A file that is written beside its place and appears there whole, once its bytes are on the disk. */
final class NewFile implements AutoCloseable {
    private static final int BUFFER = 256 << 10;

    private final Path place;
    private final Path beside;
    private final FileChannel channel;
    private final OutputStream content;

    private NewFile(Path place, Path beside) throws IOException {
        this.place = place;
        this.beside = beside;
        this.channel = FileChannel.open(
                beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        Leftovers.claim(channel);
        this.content = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    }

    static NewFile beside(Path place) throws IOException {
        Path folder = Objects.requireNonNull(place.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        Leftovers.removeUnclaimed(folder);
        return in(folder, place);
    }

    /** For many files: they are written in one folder of the same file system. */
    static NewFile in(Path folder, Path place) throws IOException {
        return new NewFile(place, folder.resolve(".forge-sink-" + UUID.randomUUID()));
    }

    OutputStream content() {
        return content;
    }

    Path path() {
        return beside;
    }

    void appear() throws IOException {
        content.flush();
        channel.force(true);
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(place.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(beside);
    }
}
