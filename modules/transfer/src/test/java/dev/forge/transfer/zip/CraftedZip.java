package dev.forge.transfer.zip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Builds zips byte by byte, so that each field can lie. */
public final class CraftedZip {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Entry> entries = new ArrayList<>();

    /** One entry whose fields may be changed before the zip is built. */
    public static final class Entry {
        private final byte[] name;
        int flags = 1 << 11;
        int method;
        int host = 3;
        int mode = 0100644;
        long crc;
        long packed;
        long size;
        long offset;
        byte[] extra = new byte[0];

        private Entry(byte[] name) {
            this.name = name;
        }

        public Entry flags(int value) {
            flags = value;
            return this;
        }

        public Entry method(int value) {
            method = value;
            return this;
        }

        public Entry mode(int value) {
            mode = value;
            return this;
        }

        public Entry crc(long value) {
            crc = value;
            return this;
        }

        public Entry size(long value) {
            size = value;
            return this;
        }

        public Entry packed(long value) {
            packed = value;
            return this;
        }

        public Entry offset(long value) {
            offset = value;
            return this;
        }

        public long offset() {
            return offset;
        }

        public Entry extra(byte[] value) {
            extra = value;
            return this;
        }
    }

    public Entry stored(String name, String content) {
        return stored(name.getBytes(StandardCharsets.UTF_8), content.getBytes(StandardCharsets.UTF_8));
    }

    public Entry stored(byte[] name, byte[] content) {
        return add(name, content, content, 0);
    }

    public Entry deflated(String name, byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] packed = new byte[content.length + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        return add(name.getBytes(StandardCharsets.UTF_8), Arrays.copyOf(packed, length), content, 8);
    }

    private Entry add(byte[] name, byte[] packed, byte[] content, int method) {
        Entry entry = new Entry(name);
        entry.method = method;
        entry.mode = name.length > 0 && name[name.length - 1] == '/' ? 040755 : 0100644;
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.crc = crc.getValue();
        entry.packed = packed.length;
        entry.size = content.length;
        entry.offset = bytes.size();
        ByteBuffer local = buffer(30);
        local.putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) entry.flags)
                .putShort((short) method);
        local.putInt(14, (int) entry.crc).putInt(18, packed.length).putInt(22, content.length);
        local.putShort(26, (short) name.length);
        bytes.writeBytes(all(local));
        bytes.writeBytes(name);
        bytes.writeBytes(packed);
        entries.add(entry);
        return entry;
    }

    public byte[] build() {
        return build(entries.size());
    }

    public byte[] build(int statedEntries) {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        zip.writeBytes(bytes.toByteArray());
        int start = zip.size();
        entries.forEach(entry -> central(zip, entry));
        ByteBuffer end = buffer(22);
        end.putInt(0x06054b50).putInt(0).putShort((short) statedEntries).putShort((short) statedEntries);
        end.putInt(zip.size() - start).putInt(start);
        zip.writeBytes(all(end));
        return zip.toByteArray();
    }

    private static void central(ByteArrayOutputStream zip, Entry entry) {
        ByteBuffer record = buffer(46);
        record.putInt(0x02014b50).put((byte) 20).put((byte) entry.host).putShort((short) 20);
        record.putShort((short) entry.flags).putShort((short) entry.method).putInt(0x5a21_0000);
        record.putInt((int) entry.crc).putInt((int) entry.packed).putInt((int) entry.size);
        record.putShort((short) entry.name.length).putShort((short) entry.extra.length);
        record.putInt(38, entry.mode << 16).putInt(42, (int) entry.offset);
        zip.writeBytes(all(record));
        zip.writeBytes(entry.name);
        zip.writeBytes(entry.extra);
    }

    private static byte[] all(ByteBuffer buffer) {
        byte[] all = new byte[buffer.capacity()];
        buffer.get(0, all);
        return all;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
