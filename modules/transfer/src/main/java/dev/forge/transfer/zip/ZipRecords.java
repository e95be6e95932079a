package dev.forge.transfer.zip;

import dev.forge.transfer.workspace.Found;
import dev.forge.transfer.workspace.Stamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes that stand around the files' content in a zip. */
final class ZipRecords {
    /** Version 4.5 of the format, the first with Zip64 [4.4.3]. */
    private static final int VERSION = 45;

    private static final int TIME_FIELD = 9;
    private static final int ZIP64_LOCAL_FIELD = 20;

    private ZipRecords() {}

    /** A name as the format stores it; folders end in a slash. */
    static byte[] name(Found found) throws IOException {
        String text = found instanceof Found.Folder ? found.name() + "/" : found.name();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Layout.IN_ZIP64_SHORT) {
            throw new IOException("a name has " + bytes.length + " bytes, more than a zip can hold");
        }
        return bytes;
    }

    static int attributes(Found found) {
        int permissions = found.stamp().mode().orElse(0);
        return switch (found) {
            case Found.File file -> (Layout.TYPE_FILE | permissions) << 16;
            // The lower half is DOS's: 16 marks a folder.
            case Found.Folder folder -> (Layout.TYPE_FOLDER | permissions) << 16 | 16;
        };
    }

    /** A local header whose sizes are known. */
    static byte[] local(Written entry) {
        ByteBuffer header = localStart(entry, TIME_FIELD);
        header.putInt(14, (int) entry.crc()).putInt(18, (int) entry.packed()).putInt(22, (int) entry.size());
        time(header, entry.stamp());
        return all(header);
    }

    /** A local header whose sizes follow the content; {@code wide} if they may need eight bytes each. */
    static byte[] localOfStream(Written entry, boolean wide) {
        ByteBuffer header = localStart(entry, wide ? TIME_FIELD + ZIP64_LOCAL_FIELD : TIME_FIELD);
        if (wide) {
            header.putInt(18, -1).putInt(22, -1);
            header.putShort((short) Layout.EXTRA_ZIP64)
                    .putShort((short) 16)
                    .putLong(0)
                    .putLong(0);
        }
        time(header, entry.stamp());
        return all(header);
    }

    private static ByteBuffer localStart(Written entry, int extra) {
        ByteBuffer header = bytes(Layout.LOCAL_SIZE + entry.name().length + extra);
        header.putInt(Layout.LOCAL).putShort((short) VERSION).putShort((short) entry.flags());
        header.putShort((short) entry.method())
                .putInt(DosTime.write(entry.stamp().modified()));
        header.putShort(26, (short) entry.name().length).putShort(28, (short) extra);
        return header.position(Layout.LOCAL_SIZE).put(entry.name());
    }

    private static void time(ByteBuffer into, Stamp stamp) {
        long seconds = Math.clamp(stamp.modified().getEpochSecond(), Integer.MIN_VALUE, Integer.MAX_VALUE);
        into.putShort((short) Layout.EXTRA_TIME)
                .putShort((short) 5)
                .put((byte) 1)
                .putInt((int) seconds);
    }

    /** Checksum and sizes behind a streamed file's content. */
    static byte[] descriptor(Written entry, boolean wide) {
        ByteBuffer record = bytes(wide ? 24 : 16);
        record.putInt(Layout.DESCRIPTOR).putInt((int) entry.crc());
        if (wide) {
            record.putLong(entry.packed()).putLong(entry.size());
        } else {
            record.putInt((int) entry.packed()).putInt((int) entry.size());
        }
        return all(record);
    }

    static byte[] central(Written entry) {
        ByteBuffer wide = bytes(28);
        wide.putShort((short) Layout.EXTRA_ZIP64).putShort((short) 0);
        int size = narrow(entry.size(), wide);
        int packed = narrow(entry.packed(), wide);
        int offset = narrow(entry.offset(), wide);
        wide.putShort(2, (short) (wide.position() - 4));
        int extra = TIME_FIELD + (wide.position() > 4 ? wide.position() : 0);
        ByteBuffer record = bytes(Layout.CENTRAL_SIZE + entry.name().length + extra);
        record.putInt(Layout.CENTRAL)
                .put((byte) VERSION)
                .put((byte) Layout.HOST_UNIX)
                .putShort((short) VERSION);
        record.putShort((short) entry.flags()).putShort((short) entry.method());
        record.putInt(DosTime.write(entry.stamp().modified())).putInt((int) entry.crc());
        record.putInt(packed).putInt(size).putShort((short) entry.name().length).putShort((short) extra);
        record.putInt(38, entry.attributes()).putInt(42, offset).position(Layout.CENTRAL_SIZE);
        record.put(entry.name());
        time(record, entry.stamp());
        if (wide.position() > 4) {
            record.put(wide.flip());
        }
        return all(record);
    }

    private static int narrow(long value, ByteBuffer wide) {
        if (value < Layout.IN_ZIP64) {
            return (int) value;
        }
        wide.putLong(value);
        return -1;
    }

    /** The end of the zip: its Zip64 records where a field needs them, and the one that all readers look for. */
    static byte[] end(long entries, long directory, long size) {
        boolean wide = entries >= Layout.IN_ZIP64_SHORT || directory >= Layout.IN_ZIP64 || size >= Layout.IN_ZIP64;
        ByteBuffer end = bytes(Layout.END_SIZE + (wide ? Layout.END64_SIZE + Layout.LOCATOR64_SIZE : 0));
        if (wide) {
            end.putInt(Layout.END64).putLong(Layout.END64_SIZE - 12).putShort((short)
                    (Layout.HOST_UNIX << 8 | VERSION));
            end.putShort((short) VERSION).putInt(0).putInt(0).putLong(entries).putLong(entries);
            end.putLong(size).putLong(directory);
            end.putInt(Layout.LOCATOR64).putInt(0).putLong(directory + size).putInt(1);
        }
        short count = (short) Math.min(entries, Layout.IN_ZIP64_SHORT);
        end.putInt(Layout.END).putInt(0).putShort(count).putShort(count);
        end.putInt((int) Math.min(size, Layout.IN_ZIP64)).putInt((int) Math.min(directory, Layout.IN_ZIP64));
        return all(end.putShort((short) 0));
    }

    private static byte[] all(ByteBuffer record) {
        byte[] bytes = new byte[record.capacity()];
        record.get(0, bytes);
        return bytes;
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
