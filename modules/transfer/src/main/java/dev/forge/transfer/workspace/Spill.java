package dev.forge.transfer.workspace;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Bytes that are written now and read once later. The first mebibytes stay in memory; beyond that they go to a file in
 * the workspace, so that a list of millions of files does not fill the heap.
 */
public final class Spill extends OutputStream {
    private static final int IN_MEMORY = 4 << 20;
    private static final int BUFFER = 64 << 10;

    private final Path folder;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Optional<Path> file = Optional.empty();
    private OutputStream target = memory;
    private long size;

    public Spill(Path folder) {
        this.folder = folder;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (file.isEmpty() && size + length > IN_MEMORY) {
            spill();
        }
        target.write(bytes, from, length);
        size += length;
    }

    private void spill() throws IOException {
        Path made = Files.createTempFile(folder, ".forge-sink-", ".spill");
        file = Optional.of(made);
        target = new BufferedOutputStream(Files.newOutputStream(made), BUFFER);
        memory.writeTo(target);
        memory = new ByteArrayOutputStream();
    }

    public long size() {
        return size;
    }

    /** All that was written, from the beginning; nothing may be written after. */
    public InputStream content() throws IOException {
        target.flush();
        if (file.isEmpty()) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        return new BufferedInputStream(Files.newInputStream(file.get()), BUFFER);
    }

    @Override
    public void close() throws IOException {
        target.close();
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
