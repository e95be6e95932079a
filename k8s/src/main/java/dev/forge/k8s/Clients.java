package dev.forge.k8s;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Opens connections to a cluster's API server. */
public final class Clients {
    // An API server that works answers in milliseconds; one that does not answer for ten seconds is away.
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
    private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;

    // 100, 200 and 400 ms get over a restarted load balancer; what takes longer is Temporal's to retry, and to show.
    private static final int RETRIES = 3;
    private static final int RETRY_INTERVAL_MILLIS = 100;

    private Clients() {}

    /** The cluster that this process runs in, by its service account. */
    public static KubernetesClient inCluster() {
        return open(Config.autoConfigure(null));
    }

    /**
     * A cluster of a kubeconfig.
     *
     * @param context empty: the one that is current there
     */
    public static KubernetesClient of(Path kubeconfig, Optional<String> context) {
        Config config = context.map(name -> Config.fromKubeconfig(name, kubeconfig.toFile()))
                .orElseGet(() -> Config.fromKubeconfig(kubeconfig.toFile()));
        context.ifPresent(name -> demand(config, kubeconfig, name));
        return open(config);
    }

    // Without this, a context that is not there would quietly mean another cluster.
    private static void demand(Config config, Path kubeconfig, String context) {
        if (config.getContexts().stream().noneMatch(each -> context.equals(each.getName()))) {
            throw new IllegalArgumentException("The kubeconfig " + kubeconfig + " has no context " + context
                    + ": kubectl config get-contexts lists those that it has.");
        }
    }

    /** A client of this configuration, with the timeouts that the runtime needs. */
    public static KubernetesClient open(Config config) {
        Config ours = new ConfigBuilder(config)
                .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                .withConnectionTimeout(CONNECTION_TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(RETRIES)
                .withRequestRetryBackoffInterval(RETRY_INTERVAL_MILLIS)
                // Over HTTP/2 all requests share one connection: when that hangs, so does each new request, for as long
                // as the kernel goes on sending; and it takes no more than a hundred streams.
                .withHttp2Disable(true)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(ours)
                .withHttpClientFactory(new VirtualThreads())
                .withTaskExecutor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** A thousand requests at once take a few platform threads, not a thousand. */
    private static final class VirtualThreads extends JdkHttpClientFactory {
        @Override
        protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
            return java.net.http.HttpClient.newBuilder().executor(Executors.newVirtualThreadPerTaskExecutor());
        }
    }
}
