package dev.forge.archive.records;

/** Why a watch cannot do its work, and what to do about it. */
public record WatchFailure(String reason, String remedy) {}
