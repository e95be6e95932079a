package dev.forge.standalone.objects;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Is told of bytes as they are moved. */
public interface TransferProgress {
    /** So many more bytes were moved. */
    void moved(long bytes);

    /** A stream that tells of what is read from it. */
    default InputStream watching(InputStream stream) {
        return new Watched(stream, this);
    }

    /** Counts what passes. */
    final class Watched extends FilterInputStream {
        private final TransferProgress progress;

        private Watched(InputStream stream, TransferProgress progress) {
            super(stream);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                progress.moved(1);
            }
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read > 0) {
                progress.moved(read);
            }
            return read;
        }

        // A request body that is sent again is read from its start: marks would count it twice and are not offered.
        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
