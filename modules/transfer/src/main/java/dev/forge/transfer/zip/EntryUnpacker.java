package dev.forge.transfer.zip;

import dev.forge.transfer.report.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks one entry after the other, with buffers of its own: one for each thread. */
final class EntryUnpacker implements AutoCloseable {
    /** Large enough that system calls do not count beside inflating. */
    private static final int BUFFER = 128 << 10;

    private static final Set<OpenOption> NEW_FILE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Archive archive;
    private final Progress progress;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final ByteBuffer packed = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer plain = ByteBuffer.allocate(BUFFER);
    private long at;
    private long packedLeft;
    private long written;

    EntryUnpacker(Archive archive, Progress progress) {
        this.archive = archive;
        this.progress = progress;
    }

    /** Writes the entry as a new file; a {@link BrokenZip} says in what way its bytes are not what was promised. */
    void unpack(ArchiveEntry entry, Path file) throws IOException {
        crc.reset();
        written = 0;
        findData(entry);
        try (FileChannel out = FileChannel.open(file, NEW_FILE)) {
            if (entry.method() == Layout.STORED || entry.packed() == 0) {
                copy(out);
            } else {
                inflate(out, entry.size());
            }
        }
        if (written != entry.size() || crc.getValue() != entry.crc()) {
            throw new BrokenZip("is corrupt: its content does not match its checksum");
        }
        entry.stamp().onFile(file);
        progress.file();
    }

    /** The data begin behind the local header, whose extra field may differ in length from the directory's. */
    private void findData(ArchiveEntry entry) throws IOException {
        packed.clear().limit((int) Math.min(BUFFER, Math.min(archive.dataEnd() - entry.offset(), firstRead(entry))));
        archive.fill(packed, entry.offset());
        packed.flip();
        if (packed.remaining() < Layout.LOCAL_SIZE || packed.getInt(0) != Layout.LOCAL) {
            throw new BrokenZip("is not where the central directory says");
        }
        int header = Layout.LOCAL_SIZE + (packed.getShort(26) & 0xFFFF) + (packed.getShort(28) & 0xFFFF);
        if (entry.offset() + header + entry.packed() > archive.dataEnd()) {
            throw new BrokenZip("lies outside of the archive");
        }
        int here = Math.min(header, packed.limit());
        packed.position(here);
        packed.limit((int) Math.max(here, Math.min(packed.limit(), header + entry.packed())));
        at = entry.offset() + Math.max(header, packed.limit());
        packedLeft = entry.packed() - packed.remaining();
    }

    /** One read brings a small entry whole. */
    private static long firstRead(ArchiveEntry entry) {
        return Layout.LOCAL_SIZE + entry.rawNameLength() + 128L + entry.packed();
    }

    private boolean more() throws IOException {
        if (packed.hasRemaining()) {
            return true;
        }
        if (packedLeft == 0) {
            return false;
        }
        packed.clear().limit((int) Math.min(BUFFER, packedLeft));
        archive.fill(packed, at);
        packed.flip();
        at += packed.limit();
        packedLeft -= packed.limit();
        return true;
    }

    private void copy(FileChannel out) throws IOException {
        while (more()) {
            crc.update(packed.array(), packed.position(), packed.remaining());
            written += packed.remaining();
            progress.bytes(packed.remaining());
            drain(packed, out);
        }
    }

    private void inflate(FileChannel out, long promised) throws IOException {
        inflater.reset();
        while (!inflater.finished()) {
            if (inflater.needsInput() && more()) {
                inflater.setInput(packed.array(), packed.position(), packed.remaining());
                packed.position(packed.limit());
            }
            plain.clear();
            int count = step();
            plain.position(0).limit(count);
            written += count;
            if (written > promised) {
                throw new BrokenZip("holds more than the " + promised + " bytes it promises");
            }
            crc.update(plain.array(), 0, count);
            progress.bytes(count);
            drain(plain, out);
        }
        if (inflater.getRemaining() > 0 || packedLeft > 0) {
            throw new BrokenZip("is corrupt: its content ends early");
        }
    }

    private int step() throws IOException {
        try {
            int count = inflater.inflate(plain.array());
            if (count == 0 && !inflater.finished() && !packed.hasRemaining() && packedLeft == 0) {
                throw new BrokenZip("is corrupt: its content breaks off");
            }
            if (inflater.needsDictionary()) {
                throw new BrokenZip("is corrupt: it asks for a dictionary");
            }
            return count;
        } catch (DataFormatException broken) {
            throw new BrokenZip("is corrupt: " + broken.getMessage());
        }
    }

    private static void drain(ByteBuffer from, FileChannel out) throws IOException {
        while (from.hasRemaining()) {
            out.write(from);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
