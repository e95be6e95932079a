package dev.forge.transfer.source;

/** What a source does with a single object or file that may be a zip. */
public enum UnpackMode {
    /** A zip is unpacked: by its name, or by its first bytes where the name has no ending. */
    AUTO,
    /** It is kept as it is. */
    NONE
}
