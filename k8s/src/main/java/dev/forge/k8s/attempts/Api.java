package dev.forge.k8s.attempts;

import dev.forge.k8s.Names;
import dev.forge.runtime.RuntimeUnavailable;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What the runtime asks of the API server, of the objects of its own installation. */
final class Api {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final KubernetesClient client;
    private final Map<String, String> ours;

    Api(KubernetesClient client, String installation) {
        this.client = client;
        this.ours = Map.of(Names.MANAGED_BY, Names.FORGE, Names.INSTALLATION, installation);
    }

    /** Whether Forge's installation made the object. */
    boolean isOurs(Map<String, String> labels) {
        return labels.entrySet().containsAll(ours.entrySet());
    }

    Optional<Job> job(String namespace, String name) {
        return ApiAnswers.of(
                "The Job " + name + " in namespace " + namespace,
                () -> Optional.ofNullable(jobNamed(namespace, name).get()));
    }

    List<Pod> pods(String namespace, String jobUid) {
        return pods(namespace, pods -> pods.withLabel(Names.JOB_UID, jobUid));
    }

    List<Pod> podsOfJobNamed(String namespace, String name) {
        return pods(namespace, pods -> pods.withLabels(ours).withLabel(Names.JOB_NAME, name));
    }

    List<Pod> podsOfRun(String namespace, String runKey) {
        return pods(
                namespace,
                pods -> pods.withLabels(ours).withLabel(Names.RUN, runKey).withoutLabel(Names.PURPOSE));
    }

    private List<Pod> pods(String namespace, UnaryOperator<FilterWatchListDeletable<Pod, PodList, PodResource>> which) {
        return ApiAnswers.of(
                "Pods in namespace " + namespace,
                () -> which.apply(client.pods().inNamespace(namespace)).list().getItems());
    }

    /** The Events of a Job, its pods and their claims. */
    List<Event> events(Job job, List<Pod> pods) {
        String namespace = job.getMetadata().getNamespace();
        Stream<Map<String, String>> ofUids = Stream.concat(Stream.of(job), pods.stream())
                .map(each -> Map.of("involvedObject.uid", each.getMetadata().getUid()));
        Stream<Map<String, String>> ofClaims = pods.stream()
                .flatMap(pod -> Pods.claims(pod).stream())
                .distinct()
                .map(claim -> Map.of("involvedObject.kind", "PersistentVolumeClaim", "involvedObject.name", claim));
        return Stream.concat(ofUids, ofClaims)
                .flatMap(fields -> events(namespace, fields).stream())
                .toList();
    }

    private List<Event> events(String namespace, Map<String, String> fields) {
        return ApiAnswers.of(
                "Events in namespace " + namespace,
                () -> client.v1()
                        .events()
                        .inNamespace(namespace)
                        .withFields(fields)
                        .list()
                        .getItems());
    }

    List<Job> jobsOfRun(String namespace, String runKey) {
        return ApiAnswers.of(
                "Jobs in namespace " + namespace,
                () -> client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace)
                        .withLabels(ours)
                        .withLabel(Names.RUN, runKey)
                        .withoutLabel(Names.PURPOSE)
                        .list()
                        .getItems());
    }

    List<ConfigMap> runs(String namespace) {
        return ApiAnswers.of(
                "ConfigMaps in namespace " + namespace,
                () -> client.configMaps()
                        .inNamespace(namespace)
                        .withLabels(ours)
                        .withLabel(Names.RUN)
                        .list()
                        .getItems());
    }

    Optional<ConfigMap> run(String namespace, String name) {
        return ApiAnswers.of(
                "The ConfigMap " + name + " in namespace " + namespace,
                () -> Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get()));
    }

    /** What a container that has ended wrote, which must be text. */
    String log(String namespace, String pod, String container) {
        return ApiAnswers.of(
                "The log of Pod " + pod + " in namespace " + namespace,
                () -> Optional.ofNullable(client.raw(
                                "/api/v1/namespaces/" + namespace + "/pods/" + pod + "/log?container=" + container))
                        .orElseThrow(() -> odd("The Pod " + pod + " is gone with its log")));
    }

    /** Creates, or throws as the API server refuses. */
    Job create(String namespace, Job job) {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .resource(job)
                .fieldValidation(Validation.STRICT)
                .create();
    }

    /** Creates, or throws as the API server refuses. */
    ConfigMap create(String namespace, ConfigMap run) {
        return client.configMaps().inNamespace(namespace).resource(run).create();
    }

    /**
     * Changes a Job, if it is still as it was seen.
     *
     * @param change a JSON merge patch that names the version seen
     * @return the Job as it is now; empty if it has changed meanwhile, or is gone
     */
    Optional<Job> patch(Job seen, String change) {
        String namespace = seen.getMetadata().getNamespace();
        String name = seen.getMetadata().getName();
        try {
            return Optional.of(jobNamed(namespace, name).patch(MERGE, change));
        } catch (KubernetesClientException e) {
            if (e.getCode() == ApiAnswers.CONFLICT || e.getCode() == ApiAnswers.NOT_FOUND) {
                return Optional.empty();
            }
            throw ApiAnswers.unavailable("The Job " + name + " in namespace " + namespace, e);
        }
    }

    /** Deletes a Job with its pods. */
    void delete(Job job) {
        String name = job.getMetadata().getName();
        gone(
                "The Job " + name,
                () -> jobNamed(job.getMetadata().getNamespace(), name)
                        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                        .delete());
    }

    /** Asks a pod to end, with the grace that it was given. */
    void delete(Pod pod) {
        String name = pod.getMetadata().getName();
        gone(
                "The Pod " + name,
                () -> client.pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(name)
                        .delete());
    }

    /** Deletes a run's ConfigMap; the Jobs that are there lose their owner, those that come too late have a dead one. */
    void forget(ConfigMap run) {
        String name = run.getMetadata().getName();
        gone(
                "The ConfigMap " + name,
                () -> client.configMaps()
                        .inNamespace(run.getMetadata().getNamespace())
                        .withName(name)
                        .withPropagationPolicy(DeletionPropagation.ORPHAN)
                        .delete());
    }

    private static void gone(String what, Runnable deletion) {
        try {
            deletion.run();
        } catch (KubernetesClientException e) {
            if (e.getCode() != ApiAnswers.NOT_FOUND) {
                throw ApiAnswers.unavailable(what, e);
            }
        }
    }

    private Resource<Job> jobNamed(String namespace, String name) {
        return client.batch().v1().jobs().inNamespace(namespace).withName(name);
    }

    /** The failure of a question that was answered, but not as it can be. */
    static RuntimeUnavailable odd(String sentence) {
        return new RuntimeUnavailable(sentence, new IllegalStateException(sentence));
    }
}
