package dev.forge.k8s.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/**
 * A kind of object that is watched.
 *
 * @param group the path of its API
 * @param plural its name in a path
 */
record Kind<T extends HasMetadata>(Class<T> type, String group, String plural) {
    static final Kind<Job> JOBS = new Kind<>(Job.class, "apis/batch/v1", "jobs");
    static final Kind<Pod> PODS = new Kind<>(Pod.class, "api/v1", "pods");

    String path(String namespace) {
        return group + "/namespaces/" + namespace + "/" + plural;
    }
}
