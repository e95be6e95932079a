package dev.forge.k8s.attempts;

import dev.forge.contract.step.AttemptId;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Map;
import java.util.Optional;

/** What Forge has written on its own objects. */
final class Annotations {
    private Annotations() {}

    static Optional<String> of(HasMetadata object, String name) {
        return get(object.getMetadata().getAnnotations(), name);
    }

    static Optional<String> label(HasMetadata object, String name) {
        return get(object.getMetadata().getLabels(), name);
    }

    /** The attempt whose Job or Pod it is; empty where an annotation is missing. */
    static Optional<AttemptId> attempt(HasMetadata object) {
        return of(object, Names.RUN_ID)
                .flatMap(run -> of(object, Names.EXECUTION)
                        .flatMap(execution -> of(object, Names.STEP_NAME)
                                .flatMap(step -> label(object, Names.ATTEMPT)
                                        .map(number ->
                                                new AttemptId(run, execution, step, Integer.parseInt(number))))));
    }

    static boolean isMarked(Job job) {
        return of(job, Names.ENDING).isPresent();
    }

    // The model has a null where an object bears none.
    private static Optional<String> get(Map<String, String> all, String name) {
        return Optional.ofNullable(all).map(there -> there.get(name));
    }
}
