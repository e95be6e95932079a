package dev.forge.standalone.engine;

import dev.forge.activities.RunPolicy;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Images;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.KubernetesSettings.Transfer;
import dev.forge.k8s.install.Cluster;
import dev.forge.k8s.install.ClusterContext;
import dev.forge.k8s.install.HostSeenByPods;
import dev.forge.k8s.install.Installation;
import dev.forge.runtime.local.LocalSettings;
import dev.forge.standalone.engine.EngineSettings.TransferS3;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps as Jobs of a cluster, beside an engine on this machine. */
final class KubernetesPlace {
    private final EngineSettings settings;
    private final ClusterChoice choice;
    private final Parts parts;
    private final List<String> remarks;
    private final Clock clock;

    KubernetesPlace(EngineSettings settings, ClusterChoice choice, Parts parts, List<String> remarks, Clock clock) {
        this.settings = settings;
        this.choice = choice;
        this.parts = parts;
        this.remarks = remarks;
        this.clock = clock;
    }

    /** Prepares the cluster and opens it. The embedded S3 listens where pods find it then, if they are to. */
    StepsPlace open(EmbeddedS3 s3, S3Credentials key) throws InterruptedException {
        ClusterContext context = ClusterContext.find(choice.kubeconfig(), choice.context(), settings.environment());
        OnKubernetes place = place(context);
        place.requireOnly(settings.home());
        Cluster cluster = parts.add("the client of the cluster", context.open());
        Installation installation = cluster.installation(place.installation(), place.namespace());
        OnKubernetes found = settings.transferS3() == TransferS3.EMBEDDED
                ? place.withPodsS3(podsS3(context, installation, s3))
                : place;
        installation.requireUsable();
        found.keep(settings.home());
        List<String> made = installation.install(choice.storageClass(), credentials(key));
        if (!made.isEmpty()) {
            remarks.add("Made in the cluster: " + String.join(", ", made) + ".");
        }
        Cluster.Attempts attempts = parts.add(
                "the Jobs", cluster.attempts(kubernetes(found), parts.add("the log store", s3.logs(key)), clock));
        return new StepsPlace(attempts.runtime(), attempts.logs(), Optional.of(found));
    }

    private KubernetesSettings kubernetes(OnKubernetes place) {
        Namespace namespace =
                new Namespace(place.namespace(), Installation.CLAIM, Optional.of(Installation.SERVICE_ACCOUNT));
        Images images = Images.of(RunPolicy.DEFAULT.transferImage()).withPrefix(choice.imagePrefix());
        return KubernetesSettings.of(place.installation(), namespace, images)
                .withGrace(LocalSettings.DEFAULT_GRACE)
                .withTransfer(transfer(place));
    }

    private Transfer transfer(OnKubernetes place) {
        return place.podsS3()
                .map(uri -> new Transfer(
                        TransferEnvironment.placeOfEmbedded(uri),
                        Optional.of(Installation.CREDENTIALS),
                        Optional.of(Installation.SERVICE_ACCOUNT)))
                .orElseGet(() -> new Transfer(
                        TransferEnvironment.placeOfCaller(settings.environment()),
                        Optional.of(Installation.OWN_CREDENTIALS),
                        Optional.of(Installation.SERVICE_ACCOUNT)));
    }

    private Map<String, String> credentials(S3Credentials key) {
        return TransferEnvironment.key(key);
    }

    private OnKubernetes place(ClusterContext context) {
        return new OnKubernetes(
                choice.kubeconfig().map(file -> file.toAbsolutePath().toString()),
                context.name(),
                context.server(),
                choice.namespace(),
                InstallationName.of(settings.home()),
                choice.imagePrefix(),
                choice.s3Host(),
                Optional.empty());
    }

    private URI podsS3(ClusterContext context, Installation installation, EmbeddedS3 s3) {
        List<InetAddress> nodes = installation.nodes();
        List<HostSeenByPods.Own> own = HostSeenByPods.ownAddresses();
        HostSeenByPods host = choice.s3Host()
                .map(named -> HostSeenByPods.named(named, nodes, own))
                .or(() -> HostSeenByPods.found(context.name(), nodes, own))
                .orElseThrow(() -> HostSeenByPods.unknown(context.name()));
        int port = host.address().map(s3::listenAt).orElse(s3.endpoint().getPort());
        host.address()
                .ifPresent(address -> remarks.add("S3 listens on " + address.getHostAddress() + ":" + port
                        + " too, for pods, and asks for its key there as everywhere."));
        return URI.create("http://" + host.host() + ":" + port);
    }
}
