package dev.forge.contract.step;

import dev.forge.contract.RunKey;

/**
 * One launch of a step.
 *
 * @param execution Temporal's Run ID of the execution that launches it: a reset or continued run has another,
 *     and so never takes yesterday's Job for its own
 * @param number 1, 2, 3 … per step through the whole life of the run
 */
public record AttemptId(String runId, String execution, String step, int number) {
    // 63 characters of a DNS label less a run key (32), five digits of attempt, the hash (8) and three dashes.
    private static final int LONGEST_STEP = 15;

    public AttemptId {
        if (number < 1) {
            throw new IllegalArgumentException("attempts are numbered from 1: " + number);
        }
    }

    /** The Job's name: a DNS label, the same on every worker, different for any other attempt. */
    public String name() {
        return RunKey.of(runId) + "-" + shortened(step) + "-" + number + "-" + hash();
    }

    private String hash() {
        return RunKey.digest(execution + "/" + step, 8);
    }

    private static String shortened(String step) {
        String cut = step.length() > LONGEST_STEP ? step.substring(0, LONGEST_STEP) : step;
        return cut.replaceAll("-+$", "");
    }
}
