package dev.forge.starter.files;

import dev.forge.contract.files.WorkspaceFile;
import java.io.InputStream;

/**
 * A file that has been opened.
 *
 * @param from offset of the first byte that comes
 * @param length how many come
 * @param bytes these; they break off where the file is changed meanwhile
 */
public record OpenFile(WorkspaceFile file, long from, long length, InputStream bytes) {}
