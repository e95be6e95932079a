package dev.forge.k8s.attempts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.EndingMark;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;

/** JSON merge patches of Jobs; each names the version that it was made for, so that the first writer wins. */
final class Changes {
    private static final ObjectMapper JSON = HistoryFormat.mapper();

    private Changes() {}

    /**
     * Writes down that Forge ends the attempt, and keeps the Job controller from making another pod: also should a queue
     * that admits Jobs, or a person, resume it.
     */
    static String ending(Job seen, EndingMark mark) {
        ObjectNode change = annotated(seen, Names.ENDING, json(mark));
        change.putObject("spec").put("suspend", true).put("parallelism", 0);
        return change.toString();
    }

    static String outcome(Job seen, StepOutcome outcome) {
        return annotated(seen, Names.OUTCOME, json(outcome)).toString();
    }

    static String expiry(Job seen, Duration keep) {
        ObjectNode change = of(seen);
        change.putObject("spec").put("ttlSecondsAfterFinished", (int) keep.toSeconds());
        return change.toString();
    }

    /**
     * Lets a Job that Forge has suspended finish, since only then it expires: without a pod, as an attempt whose time is
     * over. Its outcome is written down with it, as the suspension that it may have been read from goes.
     */
    static String rest(Job ended, StepOutcome outcome, Duration keep) {
        ObjectNode change = Annotations.of(ended, Names.OUTCOME).isPresent()
                ? of(ended)
                : annotated(ended, Names.OUTCOME, json(outcome));
        change.putObject("spec")
                .put("suspend", false)
                .put("parallelism", Tombstone.NO_PODS)
                .put("activeDeadlineSeconds", Tombstone.DEADLINE_SECONDS)
                .put("ttlSecondsAfterFinished", (int) keep.toSeconds());
        return change.toString();
    }

    private static ObjectNode annotated(Job seen, String annotation, String value) {
        ObjectNode change = of(seen);
        change.withObject("/metadata").putObject("annotations").put(annotation, value);
        return change;
    }

    private static ObjectNode of(Job seen) {
        ObjectNode change = JSON.createObjectNode();
        change.putObject("metadata")
                .put("uid", seen.getMetadata().getUid())
                .put("resourceVersion", seen.getMetadata().getResourceVersion());
        return change;
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a record that cannot be written: " + value, e);
        }
    }
}
