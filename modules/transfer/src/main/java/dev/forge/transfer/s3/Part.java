package dev.forge.transfer.s3;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A piece of an upload, held until it is sent, so that it can be sent again; in memory, or if it is large in a file. */
sealed interface Part {
    /** Takes as many bytes as it has room for and answers how many. */
    int take(byte[] bytes, int from, int length) throws IOException;

    long length();

    /** The bytes from the beginning, each time anew. */
    InputStream content();

    void drop() throws IOException;

    static Part of(long size, Path folder) throws IOException {
        if (size <= PartSize.IN_MEMORY) {
            return new InMemory((int) size);
        }
        Path file = Files.createTempFile(folder, ".forge-sink-", ".part");
        return new InFile(size, file, FileChannel.open(file, StandardOpenOption.WRITE));
    }

    /** Grows as it fills: most objects are small. */
    final class InMemory implements Part {
        private static final int FIRST = 64 << 10;

        private final int size;
        private byte[] held;
        private int length;

        InMemory(int size) {
            this.size = size;
            this.held = new byte[Math.min(FIRST, size)];
        }

        @Override
        public int take(byte[] bytes, int from, int count) {
            int taken = Math.min(count, size - length);
            if (length + taken > held.length) {
                held = Arrays.copyOf(held, (int) Math.min(size, Math.max(4L * held.length, length + taken)));
            }
            System.arraycopy(bytes, from, held, length, taken);
            length += taken;
            return taken;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public InputStream content() {
            return new ByteArrayInputStream(held, 0, length);
        }

        @Override
        public void drop() {
            held = new byte[0];
        }
    }

    /** For objects so large that ten thousand parts of them do not fit into memory. */
    final class InFile implements Part {
        private final long size;
        private final Path file;
        private final FileChannel channel;
        private long length;

        InFile(long size, Path file, FileChannel channel) {
            this.size = size;
            this.file = file;
            this.channel = channel;
        }

        @Override
        public int take(byte[] bytes, int from, int count) throws IOException {
            int taken = (int) Math.min(count, size - length);
            ByteBuffer source = ByteBuffer.wrap(bytes, from, taken);
            while (source.hasRemaining()) {
                channel.write(source);
            }
            length += taken;
            return taken;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public InputStream content() {
            try {
                return new BufferedInputStream(Files.newInputStream(file), 64 << 10);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        @Override
        public void drop() throws IOException {
            channel.close();
            Files.deleteIfExists(file);
        }
    }
}
