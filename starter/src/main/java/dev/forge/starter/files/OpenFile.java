package dev.forge.starter.files;

import dev.forge.contract.files.WorkspaceFile;
import dev.forge.starter.range.Excerpt;
import java.io.InputStream;
import java.util.Optional;

/**
 * A file that has been opened.
 *
 * @param part what comes of it; empty: all
 * @param bytes these; they break off where the file is changed meanwhile
 */
public record OpenFile(WorkspaceFile file, Optional<Excerpt> part, InputStream bytes) {
    /** How many bytes come. */
    public long length() {
        return part.map(Excerpt::bytes).orElse(file.size());
    }
}
