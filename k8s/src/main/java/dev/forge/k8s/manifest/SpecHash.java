package dev.forge.k8s.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.forge.contract.RunKey;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.workflow.HistoryFormat;

/** The digest by which an attempt's Job is known to be of its task. */
final class SpecHash {
    /** 160 bits, as many as a name that nobody can forge needs. */
    private static final int CHARACTERS = 32;

    // What says nothing is left out: a release that adds a part to tasks still knows the Jobs of those without it.
    private static final ObjectMapper JSON = HistoryFormat.mapper()
            .copy()
            .setDefaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.ALWAYS));

    private SpecHash() {}

    static String of(StepTask task) {
        return RunKey.digest(text(task), CHARACTERS);
    }

    /** What the hash is of. */
    static String text(StepTask task) {
        try {
            return JSON.writeValueAsString(task);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a task came from JSON, and can be written as such", e);
        }
    }
}
