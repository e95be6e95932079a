package dev.forge.k8s.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.EndingMark;
import dev.forge.k8s.Judgement;
import dev.forge.k8s.Names;
import dev.forge.k8s.Observed;
import dev.forge.k8s.WaitingLimits;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An attempt as somebody might observe it: its Job, made at {@link #CREATED}, and whatever a test adds. */
final class Scene {
    static final Instant CREATED = Instant.parse("2026-11-21T12:00:00Z");
    static final Instant STARTED = CREATED.plusSeconds(2);
    static final Instant FINISHED = STARTED.plusSeconds(41);
    static final Instant NOW = FINISHED.plusSeconds(1);
    static final String NAMESPACE = "forge";
    static final String JOB = "weather-monthly-1";
    static final Duration TIMEOUT = Duration.ofMinutes(15);

    private final List<Pod> pods = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private Optional<Job> job;
    private Instant now = NOW;

    private Scene() {
        job = Optional.of(new JobBuilder()
                .withNewMetadata()
                .withName(JOB)
                .withNamespace(NAMESPACE)
                .withUid("job-uid")
                .withGeneration(1L)
                .withCreationTimestamp(CREATED.toString())
                .addToAnnotations(Names.TIMEOUT, TIMEOUT.toString())
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("module")
                .withCommand("./monthly")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .withNewStatus()
                .endStatus()
                .build());
    }

    static Scene ofJob() {
        return new Scene();
    }

    static Scene of(ScenePod pod) {
        return ofJob().with(pod);
    }

    Scene with(ScenePod pod) {
        pods.add(pod.build());
        return this;
    }

    Scene withoutJob() {
        job = Optional.empty();
        return this;
    }

    Scene at(Instant time) {
        now = time;
        return this;
    }

    Scene marked(Failure failure) {
        return annotated(Names.ENDING, json(new EndingMark(STARTED.plusSeconds(5), failure)));
    }

    Scene keeping(StepOutcome outcome) {
        return annotated(Names.OUTCOME, json(outcome));
    }

    Scene annotated(String name, String value) {
        return change(it -> it.editMetadata().addToAnnotations(name, value).endMetadata());
    }

    Scene suspended() {
        return change(it -> it.editMetadata()
                .withGeneration(2L)
                .endMetadata()
                .editSpec()
                .withSuspend(true)
                .endSpec());
    }

    Scene suspendedAndSeenSo() {
        return suspended().saying("Suspended", "JobSuspended", "Job suspended");
    }

    Scene saying(String condition, String reason, String message) {
        return change(it -> it.editStatus()
                .addNewCondition()
                .withType(condition)
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(FINISHED.toString())
                .endCondition()
                .endStatus());
    }

    Scene jobBeingDeleted(String... finalizers) {
        return change(it -> it.editMetadata()
                .withDeletionTimestamp(FINISHED.toString())
                .withFinalizers(finalizers)
                .endMetadata());
    }

    Scene jobEvent(String reason, String message, Instant at) {
        return event("Job", JOB, "job-uid", reason, message, at);
    }

    Scene jobEventOfAnother(String reason, String message) {
        return event("Job", JOB, "yesterdays-uid", reason, message, STARTED);
    }

    Scene podEvent(String reason, String message) {
        return podEvent(reason, message, STARTED);
    }

    Scene podEvent(String reason, String message, Instant at) {
        return event("Pod", ScenePod.NAME, ScenePod.UID, reason, message, at);
    }

    Scene claimEvent(String claim, String reason, String message) {
        return event("PersistentVolumeClaim", claim, "claim-uid", reason, message, STARTED);
    }

    Observed observed() {
        return new Observed(job, pods, events);
    }

    Judgement judge() {
        return JobVerdict.of(observed(), WaitingLimits.DEFAULT, now);
    }

    String told() {
        return Told.of(judge());
    }

    StepOutcome outcome() {
        return ((Judgement.Ended) judge()).outcome();
    }

    Judgement.Pending pending() {
        return (Judgement.Pending) judge();
    }

    private Scene change(UnaryOperator<JobBuilder> how) {
        job = job.map(it -> how.apply(new JobBuilder(it)).build());
        return this;
    }

    private Scene event(String kind, String name, String uid, String reason, String message, Instant at) {
        events.add(new EventBuilder()
                .withNewMetadata()
                .withName(name + "." + events.size())
                .endMetadata()
                .withNewInvolvedObject()
                .withKind(kind)
                .withName(name)
                .withUid(uid)
                .endInvolvedObject()
                .withReason(reason)
                .withMessage(message)
                .withFirstTimestamp(at.toString())
                .withLastTimestamp(at.toString())
                .build());
        return this;
    }

    private static String json(Object value) {
        try {
            return HistoryFormat.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
