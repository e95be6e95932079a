package dev.forge.starter.watch;

import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.Postponed;
import dev.forge.archive.records.SightingCounts;
import java.util.Optional;

/** A watch and what became of the object versions that it has seen. */
public record ShownWatch(KeptWatch kept, SightingCounts counts, Optional<Postponed> postponed) {}
