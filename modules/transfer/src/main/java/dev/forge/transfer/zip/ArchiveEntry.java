package dev.forge.transfer.zip;

import dev.forge.transfer.workspace.Stamp;

/**
 * What the central directory says about one entry.
 *
 * @param name as written, but without a leading "./" and without the slash that marks a folder; may be hostile
 * @param packed bytes in the archive
 * @param size bytes once unpacked
 * @param offset of the local header, from the file's beginning
 * @param type the Unix file type bits, 0 if unknown
 */
record ArchiveEntry(
        String name,
        int rawNameLength,
        boolean folder,
        int flags,
        int method,
        long crc,
        long packed,
        long size,
        long offset,
        int type,
        Stamp stamp) {

    boolean encrypted() {
        return (flags & Layout.FLAG_ENCRYPTED) != 0;
    }

    boolean link() {
        return type == Layout.TYPE_LINK;
    }

    /** Neither a file nor a folder: a pipe or device. */
    boolean special() {
        return type != 0 && type != Layout.TYPE_FILE && type != Layout.TYPE_FOLDER && !link();
    }
}
