package dev.forge.k8s.verdict;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Job as its attempt's verdict reads it. */
record JobView(Job job) {
    /** As the API server sets it; every change of the spec raises it. */
    private static final long AS_CREATED = 1;

    String name() {
        return job.getMetadata().getName();
    }

    String namespace() {
        return Optional.ofNullable(job.getMetadata().getNamespace()).orElse("");
    }

    Optional<String> uid() {
        return Optional.ofNullable(job.getMetadata().getUid());
    }

    Optional<Instant> createdAt() {
        return Times.of(job.getMetadata().getCreationTimestamp());
    }

    boolean isBeingDeleted() {
        return job.getMetadata().getDeletionTimestamp() != null;
    }

    Optional<String> annotation(String name) {
        Map<String, String> all = job.getMetadata().getAnnotations();
        return all == null ? Optional.empty() : Optional.ofNullable(all.get(name));
    }

    Optional<String> timeout() {
        return annotation(Names.TIMEOUT);
    }

    boolean isSuspended() {
        return Optional.ofNullable(job.getSpec()).map(JobSpec::getSuspend).orElse(false);
    }

    /** Whether somebody changed its spec after it was created: Forge does so only with an ending mark. */
    boolean wasChanged() {
        return Optional.ofNullable(job.getMetadata().getGeneration())
                .filter(generation -> generation > AS_CREATED)
                .isPresent();
    }

    /** Whether the Job controller has seen the suspension, and so makes no pod any more. */
    boolean suspensionIsSeen() {
        return isSuspended() && condition("Suspended").isPresent();
    }

    Optional<JobCondition> failed() {
        return condition("Failed").or(() -> condition("FailureTarget"));
    }

    Optional<JobCondition> complete() {
        return condition("Complete").or(() -> condition("SuccessCriteriaMet"));
    }

    /** Whether the Job controller will never make another pod of it. */
    boolean makesNoPod() {
        return failed().isPresent() || complete().isPresent() || suspensionIsSeen();
    }

    /** What to try where the Job controller does nothing about it. */
    String controllersRemedy() {
        return "look whether the cluster's controllers run: kubectl describe job " + name() + " -n " + namespace();
    }

    private Optional<JobCondition> condition(String type) {
        return conditions()
                .filter(each -> each.getType().equals(type) && "True".equals(each.getStatus()))
                .findFirst();
    }

    private Stream<JobCondition> conditions() {
        return Optional.ofNullable(job.getStatus()).map(JobStatus::getConditions).stream()
                .flatMap(List::stream);
    }
}
