package dev.forge.k8s;

import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an installation uses its cluster.
 *
 * @param installation its name, a DNS label; several in one cluster leave each other alone
 * @param namespaces where runs may be; the first is the default
 * @param images where images come from
 * @param user whom steps run as, unless their own securityContext says otherwise
 * @param grace between TERM and KILL, whole seconds
 * @param limits how long an attempt may wait
 * @param transfer what Source and Sink get
 * @param defaults what every module gets unless it says otherwise
 * @param keepJobs how long the Jobs of an ended run stay for kubectl
 */
public record KubernetesSettings(
        String installation,
        List<Namespace> namespaces,
        Images images,
        User user,
        Duration grace,
        WaitingLimits limits,
        Transfer transfer,
        Defaults defaults,
        Duration keepJobs) {
    /** Kubernetes' own default between TERM and KILL. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

    public KubernetesSettings {
        namespaces = List.copyOf(namespaces);
        if (namespaces.isEmpty()) {
            throw new IllegalArgumentException("an installation has at least one namespace");
        }
    }

    /**
     * A namespace that runs may be in.
     *
     * @param claim its PersistentVolumeClaim, which holds the workspaces
     * @param serviceAccount of modules that name none
     */
    public record Namespace(String name, String claim, Optional<String> serviceAccount) {}

    /**
     * Where images come from.
     *
     * @param prefix put before every image that names no registry, such as {@code registry.example/team/}; may be empty
     * @param transfer the image of the small containers that make, keep and remove workspaces
     * @param pullPolicy Kubernetes' imagePullPolicy
     */
    public record Images(String prefix, String transfer, String pullPolicy) {}

    /** The platform's UID and GID. */
    public record User(long uid, long gid) {
        /** Above the ids that images and distributions give to their own users. */
        public static final User DEFAULT = new User(10_001, 10_001);
    }

    /**
     * What Source and Sink get to reach the object store.
     *
     * @param env plain variables, such as AWS_ENDPOINT_URL_S3; a module that asks for the object store gets them too
     * @param credentialsSecret a Secret whose keys become variables; empty: the pod's own identity
     * @param serviceAccount with that identity
     */
    public record Transfer(
            Map<String, String> env, Optional<String> credentialsSecret, Optional<String> serviceAccount) {}

    /**
     * What the platform decides for modules.
     *
     * @param resources asked for where a module asks for nothing
     * @param most as much as a module may ask for, by resource; what is not named has no limit
     * @param kubernetes what a module gets where it says nothing of its own
     */
    public record Defaults(Resources resources, Resources most, KubernetesSpec kubernetes) {
        public static final Defaults NONE = new Defaults(Resources.NONE, Resources.NONE, KubernetesSpec.NONE);
    }
}
