package dev.forge.starter.watch;

import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.SightingCounts;

/** A watch and what became of the object versions that it has seen. */
public record ShownWatch(KeptWatch kept, SightingCounts counts) {}
