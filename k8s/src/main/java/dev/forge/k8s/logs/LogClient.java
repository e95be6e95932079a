package dev.forge.k8s.logs;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Asks the API for logs, by a client of its own: HTTP/2 has 100 streams on a connection, and a stream of a silent
 * container has no answer, not even its headers, until the container writes. Nothing here asks twice: the follower does.
 */
final class LogClient implements AutoCloseable {
    /** They only hand over what arrived, or decrypt it; so many logs at full speed leave a core to others. */
    private static final int THREADS = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("logs-", 0).factory());
    private final KubernetesClient client;
    private final HttpClient http;

    LogClient(Config like) {
        Config config = new ConfigBuilder(like)
                .withHttp2Disable(true)
                .withRequestTimeout(0)
                .withRequestRetryBackoffLimit(0)
                .build();
        this.client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new Factory(threads))
                .build();
        this.http = client.getHttpClient();
    }

    /** JDK's client, on a bounded number of threads. */
    private static final class Factory extends JdkHttpClientFactory {
        private final ExecutorService threads;

        Factory(ExecutorService threads) {
            this.threads = threads;
        }

        @Override
        protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
            return java.net.http.HttpClient.newBuilder().executor(threads);
        }
    }

    /**
     * Asks for a container's log.
     *
     * @param query what to add: which part of it, and whether to follow it
     */
    LogRequest ask(PodLog pod, String query) {
        String uri = client.getMasterUrl() + "api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name()
                + "/log?container=" + pod.container() + "&timestamps=true" + query;
        LogStream stream = new LogStream();
        CompletableFuture<HttpResponse<AsyncBody>> response = http.consumeBytes(
                http.newHttpRequestBuilder()
                        .uri(URI.create(uri))
                        .timeout(0, TimeUnit.SECONDS)
                        .build(),
                (parts, _) -> stream.arrive(parts));
        return new LogRequest(response, stream);
    }

    @Override
    public void close() {
        client.close();
        threads.shutdownNow();
    }
}
