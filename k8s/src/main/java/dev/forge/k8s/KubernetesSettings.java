package dev.forge.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.Resources;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 * @param keepJobs how long the Jobs of an ended run stay for kubectl, whole seconds
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

    /** Long enough to look at a run that ended in the last hour; some thousand finished Jobs are no load. */
    public static final Duration DEFAULT_KEEP_JOBS = Duration.ofHours(1);

    public KubernetesSettings {
        SettingRules.label("the installation", installation);
        namespaces = List.copyOf(namespaces);
        if (namespaces.isEmpty()) {
            throw new IllegalArgumentException("an installation has at least one namespace: name one");
        }
        SettingRules.distinct("namespace", namespaces.stream().map(Namespace::name));
        SettingRules.wholeSeconds("the grace between TERM and KILL", grace, 1);
        SettingRules.wholeSeconds("the time that Jobs are kept", keepJobs, 0);
    }

    /** An installation in one namespace that asks for nothing special. */
    public static KubernetesSettings of(String installation, Namespace namespace, Images images) {
        return new KubernetesSettings(
                installation,
                List.of(namespace),
                images,
                User.DEFAULT,
                DEFAULT_GRACE,
                WaitingLimits.DEFAULT,
                Transfer.NONE,
                Defaults.NONE,
                DEFAULT_KEEP_JOBS);
    }

    public KubernetesSettings withNamespaces(List<Namespace> other) {
        return new KubernetesSettings(installation, other, images, user, grace, limits, transfer, defaults, keepJobs);
    }

    public KubernetesSettings withImages(Images other) {
        return new KubernetesSettings(
                installation, namespaces, other, user, grace, limits, transfer, defaults, keepJobs);
    }

    public KubernetesSettings withUser(User other) {
        return new KubernetesSettings(
                installation, namespaces, images, other, grace, limits, transfer, defaults, keepJobs);
    }

    public KubernetesSettings withGrace(Duration other) {
        return new KubernetesSettings(
                installation, namespaces, images, user, other, limits, transfer, defaults, keepJobs);
    }

    public KubernetesSettings withLimits(WaitingLimits other) {
        return new KubernetesSettings(
                installation, namespaces, images, user, grace, other, transfer, defaults, keepJobs);
    }

    public KubernetesSettings withTransfer(Transfer other) {
        return new KubernetesSettings(installation, namespaces, images, user, grace, limits, other, defaults, keepJobs);
    }

    public KubernetesSettings withDefaults(Defaults other) {
        return new KubernetesSettings(installation, namespaces, images, user, grace, limits, transfer, other, keepJobs);
    }

    public KubernetesSettings withKeepJobs(Duration other) {
        return new KubernetesSettings(installation, namespaces, images, user, grace, limits, transfer, defaults, other);
    }

    /**
     * A namespace that runs may be in.
     *
     * @param claim its PersistentVolumeClaim, which holds the workspaces
     * @param serviceAccount of modules that name none
     */
    public record Namespace(String name, String claim, Optional<String> serviceAccount) {
        public Namespace {
            SettingRules.label("the namespace", name);
            SettingRules.objectName("the claim of namespace " + name, claim);
            serviceAccount.ifPresent(
                    account -> SettingRules.objectName("the service account of namespace " + name, account));
        }
    }

    /**
     * Where images come from.
     *
     * @param prefix put before every image that names no registry, such as {@code registry.example/team/}; may be empty
     * @param transfer the image of the small containers that make, keep and remove workspaces
     * @param pullPolicy Kubernetes' imagePullPolicy
     */
    public record Images(String prefix, String transfer, String pullPolicy) {
        public static final String DEFAULT_PULL_POLICY = "IfNotPresent";

        public Images {
            SettingRules.imagePrefix(prefix);
            SettingRules.image("the transfer image", transfer);
            SettingRules.pullPolicy(pullPolicy);
        }

        /** Images as they are named; one that names no registry is Docker Hub's to a cluster. */
        public static Images of(String transfer) {
            return new Images("", transfer, DEFAULT_PULL_POLICY);
        }

        public Images withPrefix(String other) {
            return new Images(other, transfer, pullPolicy);
        }

        /** The image as a cluster is told it: with the prefix, unless it names its registry. */
        public String full(String image) {
            return namesRegistry(image) ? image : prefix + image;
        }

        /** Docker's rule: what is before the first slash is a host if it looks like one, else a folder of Docker Hub. */
        private static boolean namesRegistry(String image) {
            int slash = image.indexOf('/');
            String first = image.substring(0, Math.max(slash, 0));
            return first.contains(".") || first.contains(":") || first.equals("localhost");
        }
    }

    /** The platform's UID and GID. */
    public record User(long uid, long gid) {
        /** Above the ids that images and distributions give to their own users. */
        public static final User DEFAULT = new User(10_001, 10_001);

        public User {
            SettingRules.id("the UID of steps", uid);
            SettingRules.id("the GID of steps", gid);
        }
    }

    /**
     * What Source and Sink get to reach the object store.
     *
     * @param env plain variables, such as AWS_ENDPOINT_URL_S3; a module that asks for the object store gets them too
     * @param credentialsSecret a Secret whose keys become variables; empty: the pod's own identity
     * @param serviceAccount with that identity
     */
    public record Transfer(
            Map<String, String> env, Optional<String> credentialsSecret, Optional<String> serviceAccount) {
        public static final Transfer NONE = new Transfer(Map.of(), Optional.empty(), Optional.empty());

        public Transfer {
            env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
            env.forEach(SettingRules::plainVariable);
            credentialsSecret.ifPresent(secret -> SettingRules.objectName("the Secret of credentials", secret));
            serviceAccount.ifPresent(account -> SettingRules.objectName("the service account of transfers", account));
        }
    }

    /**
     * What the platform decides for modules.
     *
     * @param resources asked for where a module asks for nothing
     * @param most as much as a module may ask for, by resource; what is not named has no limit
     * @param kubernetes what a module gets where it says nothing of its own
     * @param env {@code v1.EnvVar}s of the containers that decide; a module's own of the same name win
     * @param allowed what a module may say of its own, by field of {@link KubernetesSpec}: names for those that hold
     *     names, keys for nodeSelector and tolerations, kinds for volumes and affinity, mount paths for volumeMounts,
     *     images for containers, fields for securityContext; and by {@code env} the variables, by {@code secrets} and
     *     {@code configMaps} the objects that it may name anywhere. {@code *} at the end stands for any rest. A field
     *     that is not here may say anything, one with an empty list nothing
     * @param own what is the platform's own: a module may name it only where {@code allowed} does, in full
     */
    public record Defaults(
            Resources resources,
            Resources most,
            KubernetesSpec kubernetes,
            List<JsonNode> env,
            Map<String, List<String>> allowed,
            PlatformNames own) {
        public static final Defaults NONE = new Defaults(
                Resources.NONE, Resources.NONE, KubernetesSpec.NONE, List.of(), Map.of(), PlatformNames.FORGES);

        public Defaults {
            ModuleDefaultRules.kubernetes(kubernetes);
            env = List.copyOf(env);
            ModuleDefaultRules.env(env);
            allowed = SettingRules.allowed(allowed);
        }

        public Defaults withResources(Resources other) {
            return new Defaults(other, most, kubernetes, env, allowed, own);
        }

        public Defaults withMost(Resources other) {
            return new Defaults(resources, other, kubernetes, env, allowed, own);
        }

        public Defaults withKubernetes(KubernetesSpec other) {
            return new Defaults(resources, most, other, env, allowed, own);
        }

        public Defaults withEnv(List<JsonNode> other) {
            return new Defaults(resources, most, kubernetes, other, allowed, own);
        }

        public Defaults withAllowed(Map<String, List<String>> other) {
            return new Defaults(resources, most, kubernetes, env, other, own);
        }

        public Defaults withOwn(PlatformNames other) {
            return new Defaults(resources, most, kubernetes, env, allowed, other);
        }
    }
}
