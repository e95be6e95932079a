package dev.forge.transfer.zip;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/** Turns an entry's bytes into a name. */
final class EntryNames {
    /** What DOS wrote, and the format's default [appendix D]. */
    private static final Charset DOS = Charset.forName("IBM437");

    private EntryNames() {}

    /**
     * Many programs write UTF-8 without saying so, and text in another encoding is hardly ever valid UTF-8 by chance; so
     * UTF-8 is tried first. Bytes that are said to be UTF-8 and are not become replacement characters.
     */
    static String decode(byte[] raw, int flags) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(raw, (flags & Layout.FLAG_UTF8) != 0 ? StandardCharsets.UTF_8 : DOS);
        }
    }

    /** Info-ZIP's Unicode name, which counts only if it was made for the name that is there [4.6.9]. */
    static Optional<String> unicodePath(ByteBuffer field, byte[] rawName) {
        if (field.remaining() < 5 || field.get() != 1) {
            return Optional.empty();
        }
        CRC32 crc = new CRC32();
        crc.update(rawName);
        if (field.getInt() != (int) crc.getValue()) {
            return Optional.empty();
        }
        return Optional.of(StandardCharsets.UTF_8.decode(field).toString());
    }

    /** Drops what some programs put around a harmless name: "./" before it, the slash of a folder behind it. */
    static String trim(String written) {
        String name = written;
        while (name.startsWith("./")) {
            name = name.substring(2);
        }
        return name.endsWith("/") && name.length() > 1 ? name.substring(0, name.length() - 1) : name;
    }
}
