package dev.forge.transfer.zip;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A zip file, read through its central directory, which is what every other reader believes. The directory is read as a
 * stream each time, so that memory does not grow with the number of entries.
 */
final class Archive implements AutoCloseable {
    /** What is done with each entry. */
    @FunctionalInterface
    interface Visit {
        void entry(ArchiveEntry entry) throws IOException;
    }

    /** The longest central record: its fixed part and three fields of 65,535 bytes. */
    private static final int LONGEST_RECORD = Layout.CENTRAL_SIZE + 3 * 0xFFFF;

    private final FileChannel channel;
    private final EndRecord end;

    private Archive(FileChannel channel) throws IOException {
        this.channel = channel;
        this.end = EndRecord.find(this);
    }

    static Archive open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new Archive(channel);
        } catch (IOException broken) {
            channel.close();
            throw broken;
        }
    }

    long entries() {
        return end.entries();
    }

    /** Where entries' data must have ended. */
    long dataEnd() {
        return end.directory();
    }

    long size() throws IOException {
        return channel.size();
    }

    void each(Visit visit) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(2 * LONGEST_RECORD).order(ByteOrder.LITTLE_ENDIAN);
        long at = end.directory();
        long stop = end.directory() + end.directorySize();
        window.limit(0);
        for (long seen = 0; seen < end.entries(); seen++) {
            at = refill(window, at, stop);
            visit.entry(CentralRecord.read(window, end.base()));
        }
        if (at - window.remaining() != stop) {
            throw new BrokenZip("has a central directory that does not end where it should");
        }
    }

    /** Keeps a whole record in the window as long as the directory has one. */
    private long refill(ByteBuffer window, long at, long stop) throws IOException {
        if (window.remaining() >= LONGEST_RECORD || at >= stop) {
            return at;
        }
        window.compact();
        int more = (int) Math.min(window.remaining(), stop - at);
        window.limit(window.position() + more);
        fill(window, at);
        window.flip();
        return at + more;
    }

    /** Reads little-endian bytes from a place in the file; a file that is too short is a truncated zip. */
    ByteBuffer at(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        fill(bytes, position);
        return bytes.flip();
    }

    void fill(ByteBuffer into, long position) throws IOException {
        long from = position;
        while (into.hasRemaining()) {
            int count = from < 0 ? -1 : channel.read(into, from);
            if (count < 0) {
                throw new EOFException("is truncated");
            }
            from += count;
        }
    }

    /** Reads what there is, up to the buffer's room, and answers how much that was; -1 at the end. */
    int some(ByteBuffer into, long position) throws IOException {
        return channel.read(into, position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
