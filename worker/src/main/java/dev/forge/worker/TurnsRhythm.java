package dev.forge.worker;

import java.time.Duration;

/**
 * When the workflow that keeps turns does what nobody asks it to do.
 *
 * @param mostEvents continues as new when its history has as many; Temporal suggests it at about this number, but not
 *     everywhere
 * @param looksEvery how late it is noticed, while somebody waits, that a run has ended without a word
 * @param looksIdlyEvery the same while nobody waits
 */
record TurnsRhythm(long mostEvents, Duration looksEvery, Duration looksIdlyEvery) {
    /** A look costs some ten events: a turn that others wait for all day costs four histories. */
    static final TurnsRhythm DEFAULT = new TurnsRhythm(4_000, Duration.ofMinutes(1), Duration.ofHours(1));
}
