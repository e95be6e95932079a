package dev.forge.starter.files;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.WorkspaceFile;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.WorkspaceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The bytes of a file, of which one part is held at a time; so many as were announced, of the file as it was then, or it
 * breaks off.
 */
final class FileStream extends InputStream {
    private final WorkspaceFiles files;
    private final String runId;
    private final WorkspaceFile file;
    private final long end;
    private byte[] part;
    private int taken;
    private long left;

    /**
     * The bytes of a file whose first part is read.
     *
     * @param from offset of the first part
     * @param length how many bytes are wanted
     */
    FileStream(WorkspaceFiles files, String runId, FileAnswer.Part first, long from, long length) {
        this.files = files;
        this.runId = runId;
        this.file = first.file();
        this.part = first.bytes();
        this.left = length;
        this.end = from + length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        if (taken == part.length) {
            part = more();
            taken = 0;
        }
        int read = (int) Math.min(Math.min(length, part.length - taken), left);
        System.arraycopy(part, taken, into, offset, read);
        taken += read;
        left -= read;
        return read;
    }

    private byte[] more() throws IOException {
        FileQuery query = new FileQuery(runId, file.path(), end - left, (int) Math.min(FileQuery.LARGEST_PART, left));
        if (asked(query) instanceof FileAnswer.Part next && next.file().equals(file) && next.bytes().length > 0) {
            return next.bytes();
        }
        throw new IOException("the file " + file.path() + " of the run " + runId + " was changed while it was read");
    }

    private FileAnswer asked(FileQuery query) throws IOException {
        try {
            return files.read(query);
        } catch (RuntimeUnavailable e) {
            throw new IOException("the rest of " + file.path() + " of the run " + runId + " cannot be read", e);
        }
    }
}
