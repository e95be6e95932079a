package dev.forge.transfer.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where the central directory is.
 *
 * @param entries how many entries it lists
 * @param directory its place in the file
 * @param directorySize its bytes
 * @param base how many bytes stand before the zip itself (a self-extracting program, say), to be added to its offsets
 */
record EndRecord(long entries, long directory, long directorySize, long base) {
    /** The smallest record of an entry in the directory. */
    private static final int SMALLEST_RECORD = Layout.CENTRAL_SIZE;
    /** The record with the longest comment. */
    private static final int LONGEST_TAIL = Layout.END_SIZE + 0xFFFF;

    static EndRecord find(Archive archive) throws IOException {
        long size = archive.size();
        int tailSize = (int) Math.min(size, LONGEST_TAIL);
        ByteBuffer tail = archive.at(size - tailSize, tailSize);
        int at = locate(tail);
        if (at < 0) {
            throw new BrokenZip("is no whole zip: it has no central directory at its end"
                    + " (it was cut off, or something was put behind it)");
        }
        return read(archive, tail.slice(at, Layout.END_SIZE).order(tail.order()), size - tailSize + at);
    }

    static boolean isIn(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int tailSize = (int) Math.min(channel.size(), LONGEST_TAIL);
            ByteBuffer tail = ByteBuffer.allocate(tailSize).order(ByteOrder.LITTLE_ENDIAN);
            long from = channel.size() - tailSize;
            int count = 0;
            while (count >= 0 && tail.hasRemaining()) {
                count = channel.read(tail, from + tail.position());
            }
            return locate(tail) >= 0;
        }
    }

    /** The record whose comment ends where the file ends. */
    private static int locate(ByteBuffer tail) {
        for (int at = tail.capacity() - Layout.END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == Layout.END && at + Layout.END_SIZE + word(tail, at + 20) == tail.capacity()) {
                return at;
            }
        }
        return -1;
    }

    private static EndRecord read(Archive archive, ByteBuffer end, long at) throws IOException {
        if (word(end, 4) != word(end, 6) || (word(end, 4) != 0 && word(end, 4) != Layout.IN_ZIP64_SHORT)) {
            throw new BrokenZip("is one part of a zip that was split into several");
        }
        long entries = word(end, 10);
        long size = end.getInt(12) & Layout.IN_ZIP64;
        long offset = end.getInt(16) & Layout.IN_ZIP64;
        if (entries == Layout.IN_ZIP64_SHORT || size == Layout.IN_ZIP64 || offset == Layout.IN_ZIP64) {
            long locator = at - Layout.LOCATOR64_SIZE;
            if (locator >= 0 && archive.at(locator, 4).getInt() == Layout.LOCATOR64) {
                return read64(archive, locator);
            }
        }
        return checked(entries, offset, size, at);
    }

    private static EndRecord read64(Archive archive, long locator) throws IOException {
        long stated = archive.at(locator + 8, 8).getLong();
        long found = isEnd64(archive, stated) ? stated : locator - Layout.END64_SIZE;
        if (!isEnd64(archive, found)) {
            throw new BrokenZip("has no Zip64 end record where its locator says");
        }
        ByteBuffer end = archive.at(found, Layout.END64_SIZE);
        return checked(end.getLong(32), end.getLong(48), end.getLong(40), found);
    }

    private static boolean isEnd64(Archive archive, long at) throws IOException {
        return at >= 0
                && at <= archive.size() - Layout.END64_SIZE
                && archive.at(at, 4).getInt() == Layout.END64;
    }

    private static EndRecord checked(long entries, long offset, long size, long at) throws IOException {
        if (entries < 0 || offset < 0 || size < 0 || size > at || offset > at - size) {
            throw new BrokenZip("has a central directory outside of itself");
        }
        if (entries > size / SMALLEST_RECORD) {
            throw new BrokenZip("says it has " + entries + " entries, more than its central directory could hold");
        }
        return new EndRecord(entries, at - size, size, at - size - offset);
    }

    private static int word(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xFFFF;
    }
}
