package dev.forge.transfer.report;

/** Why a transfer failed, in the words that the rest of Forge uses for a failed source or sink. */
public enum Category {
    SOURCE_MISSING,
    SOURCE_DENIED,
    SOURCE_INVALID,
    SINK_MISSING,
    SINK_DENIED,
    STORAGE,
    CONFIGURATION,
    INTERNAL
}
