package dev.forge.transfer.zip;

import dev.forge.transfer.workspace.Stamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/** Reads one record of the central directory [4.3.12]. */
final class CentralRecord {
    private final ByteBuffer fixed;
    private final byte[] rawName;
    private final ByteBuffer extra;
    private long size;
    private long packed;
    private long offset;
    private Optional<Instant> modified = Optional.empty();
    private Optional<String> unicodeName = Optional.empty();

    private CentralRecord(ByteBuffer fixed, byte[] rawName, ByteBuffer extra) {
        this.fixed = fixed;
        this.rawName = rawName;
        this.extra = extra;
        this.size = unsigned(24);
        this.packed = unsigned(20);
        this.offset = unsigned(42);
    }

    /** Takes the record at the buffer's position and moves behind it. */
    static ArchiveEntry read(ByteBuffer from, long base) throws IOException {
        if (from.remaining() < Layout.CENTRAL_SIZE || from.getInt(from.position()) != Layout.CENTRAL) {
            throw new BrokenZip("has a broken central directory");
        }
        ByteBuffer fixed = slice(from, Layout.CENTRAL_SIZE);
        byte[] name = new byte[fixed.getShort(28) & 0xFFFF];
        int extraSize = fixed.getShort(30) & 0xFFFF;
        int commentSize = fixed.getShort(32) & 0xFFFF;
        if (from.remaining() < name.length + extraSize + commentSize) {
            throw new BrokenZip("has a broken central directory");
        }
        from.get(name);
        ByteBuffer extra = slice(from, extraSize);
        from.position(from.position() + commentSize);
        return new CentralRecord(fixed, name, extra).entry(base);
    }

    private static ByteBuffer slice(ByteBuffer from, int length) {
        ByteBuffer slice = from.slice(from.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        from.position(from.position() + length);
        return slice;
    }

    private ArchiveEntry entry(long base) throws IOException {
        extras();
        String written = unicodeName.orElseGet(() -> EntryNames.decode(rawName, word(8)));
        boolean folder = written.endsWith("/");
        int host = word(4) >>> 8;
        int mode = host == Layout.HOST_UNIX || host == Layout.HOST_MAC ? word(40) : 0;
        if (size < 0 || packed < 0 || offset < 0 || base + offset < 0) {
            throw new BrokenZip("has sizes beyond all reason in its central directory");
        }
        Stamp stamp = new Stamp(
                mode == 0 ? Optional.empty() : Optional.of(mode),
                modified.orElseGet(() -> DosTime.read(word(14), word(12))));
        return new ArchiveEntry(
                EntryNames.trim(written),
                rawName.length,
                folder || (mode & Layout.TYPE_MASK) == Layout.TYPE_FOLDER,
                word(8),
                word(10),
                unsigned(16),
                packed,
                size,
                base + offset,
                mode & Layout.TYPE_MASK,
                stamp);
    }

    private void extras() throws IOException {
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xFFFF;
            int length = extra.getShort() & 0xFFFF;
            if (length > extra.remaining()) {
                return;
            }
            field(id, slice(extra, length));
        }
    }

    private void field(int id, ByteBuffer field) throws IOException {
        switch (id) {
            case Layout.EXTRA_ZIP64 -> zip64(field);
            case Layout.EXTRA_TIME -> infoZipTime(field);
            case Layout.EXTRA_NTFS -> modified = modified.or(() -> DosTime.ntfs(field));
            case Layout.EXTRA_UNICODE_PATH -> unicodeName = EntryNames.unicodePath(field, rawName);
            default -> {
                // Other fields say nothing that is kept here.
            }
        }
    }

    /** Only the fields that overflowed are present, in this order. */
    private void zip64(ByteBuffer field) throws IOException {
        size = wide(size, field);
        packed = wide(packed, field);
        offset = wide(offset, field);
    }

    private static long wide(long narrow, ByteBuffer field) throws IOException {
        if (narrow != Layout.IN_ZIP64) {
            return narrow;
        }
        if (field.remaining() < Long.BYTES) {
            throw new BrokenZip("has a broken Zip64 field");
        }
        return field.getLong();
    }

    private void infoZipTime(ByteBuffer field) {
        if (field.remaining() >= 5 && (field.get() & 1) != 0) {
            modified = Optional.of(Instant.ofEpochSecond(field.getInt()));
        }
    }

    private int word(int at) {
        return fixed.getShort(at) & 0xFFFF;
    }

    private long unsigned(int at) {
        return fixed.getInt(at) & Layout.IN_ZIP64;
    }
}
