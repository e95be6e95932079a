package dev.forge.k8s.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.RunKey;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.workflow.HistoryFormat;

/** The digest by which an attempt's Job is known to be of its task. */
final class SpecHash {
    /** 160 bits, as many as a name that nobody can forge needs. */
    private static final int CHARACTERS = 32;

    private SpecHash() {}

    static String of(StepTask task) {
        try {
            return RunKey.digest(HistoryFormat.mapper().writeValueAsString(task), CHARACTERS);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a task came from JSON, and can be written as such", e);
        }
    }
}
