package dev.forge.starter.schedule;

import com.fasterxml.jackson.annotation.JsonValue;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What becomes of a run whose time has come while the one before is still open. */
public enum Overlap {
    /** It is left out. */
    SKIP("skip", ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP),
    /** It waits; further ones are left out. */
    BUFFER_ONE("bufferOne", ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ONE),
    /** All wait, and run one after the other. */
    BUFFER_ALL("bufferAll", ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ALL),
    /** The open one is asked to cancel itself; this one begins once it has. */
    CANCEL_OTHER("cancelOther", ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_CANCEL_OTHER),
    /** The open one is terminated. */
    TERMINATE_OTHER("terminateOther", ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_TERMINATE_OTHER),
    /** Both run. */
    ALLOW_ALL("allowAll", ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_ALLOW_ALL);

    private final String word;
    private final ScheduleOverlapPolicy policy;

    Overlap(String word, ScheduleOverlapPolicy policy) {
        this.word = word;
        this.policy = policy;
    }

    @JsonValue
    public String word() {
        return word;
    }

    ScheduleOverlapPolicy policy() {
        return policy;
    }

    static Optional<Overlap> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** Temporal's own default is to skip. */
    static Overlap of(ScheduleOverlapPolicy policy) {
        return Arrays.stream(values())
                .filter(one -> one.policy == policy)
                .findFirst()
                .orElse(SKIP);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Overlap::word).toList();
    }
}
