package dev.forge.runtime.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a module wrote to {@code FORGE_OUTPUT}: its last 4 KiB, as kubelet keeps them of a termination log. */
final class OutputFile {
    static final int LONGEST = 4096;

    private OutputFile() {}

    /** Empty where there is none, or something that is no file. */
    static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (RandomAccessFile output = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, output.length() - LONGEST);
            output.seek(from);
            byte[] bytes = new byte[(int) (output.length() - from)];
            output.readFully(bytes);
            return text(bytes, from > 0);
        }
    }

    private static String text(byte[] bytes, boolean cut) {
        int begin = 0;
        // Of a character that was cut in two, the rest is dropped: UTF-8's second to fourth bytes begin with bits 10.
        while (cut && begin < Math.min(3, bytes.length) && (bytes[begin] & 0xc0) == 0x80) {
            begin++;
        }
        return new String(bytes, begin, bytes.length - begin, StandardCharsets.UTF_8);
    }
}
