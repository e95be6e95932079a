package dev.forge.starter;

import java.util.Optional;

/**
 * How many messages become runs.
 *
 * @param openRuns while so many runs are open, whoever started them, no message is taken; empty: however many there are
 */
public record IntakeSettings(Optional<Integer> openRuns) {
    public static final IntakeSettings DEFAULT = new IntakeSettings(Optional.empty());

    /** More than any one Temporal namespace was seen to hold open. */
    private static final int MOST = 1_000_000;

    /**
     * Checked settings.
     *
     * @throws IllegalArgumentException with a sentence for whoever set them
     */
    public IntakeSettings {
        openRuns.filter(limit -> limit < 1 || limit > MOST).ifPresent(limit -> {
            throw new IllegalArgumentException("forge.intake.open-runs is " + limit
                    + ": write a whole number from 1 to " + MOST + ", or leave it out for no limit.");
        });
    }

    /** With a limit. */
    public static IntakeSettings upTo(int openRuns) {
        return new IntakeSettings(Optional.of(openRuns));
    }
}
