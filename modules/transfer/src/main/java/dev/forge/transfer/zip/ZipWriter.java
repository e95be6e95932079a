package dev.forge.transfer.zip;

import dev.forge.transfer.report.Progress;
import dev.forge.transfer.workspace.Found;
import dev.forge.transfer.workspace.Lanes;
import dev.forge.transfer.workspace.Spill;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/**
 * Writes a zip as a stream. Files are read in order, deflated in blocks on all processors, and written in order; only a
 * window of blocks is in memory, and the central directory goes to a {@link Spill}.
 */
public final class ZipWriter implements AutoCloseable {
    /** Four times the dictionary: larger blocks pack hardly better, smaller ones worse. */
    private static final int BLOCK = 128 << 10;

    /** Above this a deflated file might not fit into four bytes: deflate adds 5 bytes to each 16 KiB at the worst. */
    private static final long WIDE_FROM = Layout.IN_ZIP64 - (16L << 20);

    /** Blocks under way for each processor: one being deflated, the others read or waiting to be written. */
    private static final int WINDOW = 4;

    private final OutputStream out;
    private final Spill directory;
    private final Progress progress;
    private final Deflating deflating;
    private final Deque<Piece> window = new ArrayDeque<>();
    private final int widest;
    private long at;
    private long entries;

    /** Something that is written once it is at the window's head. */
    private interface Piece {
        void write() throws IOException;
    }

    public ZipWriter(OutputStream out, Spill directory, Progress progress) {
        int processors = Lanes.processors();
        this.out = out;
        this.directory = directory;
        this.progress = progress;
        this.deflating = new Deflating(processors);
        this.widest = WINDOW * processors;
    }

    public void add(Found found) throws IOException {
        switch (found) {
            case Found.Folder folder -> push(() -> whole(begin(folder), new byte[0], 0));
            case Found.File file -> file(file);
        }
    }

    /** Writes what is still under way and the directory; returns the zip's size in bytes. */
    public long finish() throws IOException {
        while (!window.isEmpty()) {
            window.remove().write();
        }
        long start = at;
        try (InputStream content = directory.content()) {
            at += content.transferTo(out);
        }
        write(ZipRecords.end(entries, start, directory.size()));
        return at;
    }

    private void file(Found.File file) throws IOException {
        try (InputStream in = Files.newInputStream(file.path())) {
            int first = (int) Math.min(BLOCK, file.size() + 1);
            byte[] bytes = in.readNBytes(first);
            int length = bytes.length;
            if (length < BLOCK && length < first) {
                small(file, bytes);
            } else {
                large(file, in, bytes);
            }
        }
        progress.file();
    }

    private void small(Found.File file, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        long checksum = crc.getValue();
        progress.bytes(bytes.length);
        Future<Deflating.Deflated> deflated =
                deflating.submit(new Deflating.Block(bytes, bytes.length, Deflating.Block.nothingBefore(), true));
        push(() -> {
            Deflating.Deflated packed = Lanes.get(deflated);
            Written entry = begin(file);
            if (packed.length() < bytes.length) {
                whole(
                        entry.whole(Layout.DEFLATED, checksum, packed.length(), bytes.length),
                        packed.bytes(),
                        packed.length());
            } else {
                whole(entry.whole(Layout.STORED, checksum, bytes.length, bytes.length), bytes, bytes.length);
            }
        });
    }

    private void large(Found.File file, InputStream in, byte[] start) throws IOException {
        LargeFile large = new LargeFile(file);
        push(large::begin);
        byte[] block = start;
        byte[] before = Deflating.Block.nothingBefore();
        while (true) {
            byte[] next = in.readNBytes(BLOCK);
            large.crc.update(block);
            large.size += block.length;
            progress.bytes(block.length);
            Deflating.Block part = new Deflating.Block(block, block.length, before, next.length == 0);
            Future<Deflating.Deflated> deflated = deflating.submit(part);
            push(() -> large.content(Lanes.get(deflated)));
            if (part.last()) {
                break;
            }
            before = part.tail();
            block = next;
        }
        push(large::end);
    }

    /** A file of more than one block: its sizes are known, and written, only behind its content. */
    private final class LargeFile {
        private final Found.File file;
        private final boolean wide;
        private final CRC32 crc = new CRC32();
        private long size;
        private long packed;
        private long offset;

        LargeFile(Found.File file) {
            this.file = file;
            this.wide = file.size() >= WIDE_FROM;
        }

        void begin() throws IOException {
            offset = at;
            ZipWriter.this.write(
                    ZipRecords.localOfStream(ZipWriter.this.begin(file).streamed(), wide));
        }

        void content(Deflating.Deflated part) throws IOException {
            packed += part.length();
            ZipWriter.this.write(part.bytes(), part.length());
        }

        void end() throws IOException {
            if (!wide && (size > Layout.IN_ZIP64 || packed > Layout.IN_ZIP64)) {
                throw new IOException(file.name() + " grew beyond 4 GiB while it was read");
            }
            Written entry = Written.begin(ZipRecords.name(file), file.stamp(), ZipRecords.attributes(file), offset)
                    .streamed()
                    .whole(Layout.DEFLATED, crc.getValue(), packed, size);
            ZipWriter.this.write(ZipRecords.descriptor(entry, wide));
            list(entry);
        }
    }

    private Written begin(Found found) throws IOException {
        return Written.begin(ZipRecords.name(found), found.stamp(), ZipRecords.attributes(found), at);
    }

    private void whole(Written entry, byte[] content, int length) throws IOException {
        write(ZipRecords.local(entry));
        write(content, length);
        list(entry);
    }

    private void list(Written entry) throws IOException {
        directory.write(ZipRecords.central(entry));
        entries++;
    }

    private void push(Piece piece) throws IOException {
        window.add(piece);
        while (window.size() > widest) {
            window.remove().write();
        }
    }

    private void write(byte[] bytes) throws IOException {
        write(bytes, bytes.length);
    }

    private void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        at += length;
    }

    @Override
    public void close() {
        deflating.close();
    }
}
