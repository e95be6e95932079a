import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.impl.KubernetesClientImpl;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sees every request to the API server as it is sent: counts them, and tells when a Job is posted. */
final class Calls implements Interceptor {
    private static final Pattern NAME = Pattern.compile("\"metadata\"\\s*:\\s*\\{.*?\"name\"\\s*:\\s*\"([^\"]+)\"", Pattern.DOTALL);

    final LongAdder requests = new LongAdder();
    final LongAdder watches = new LongAdder();
    private final BiConsumer<String, Instant> posted;

    Calls(BiConsumer<String, Instant> posted) {
        this.posted = posted;
    }

    /** The same client, seen. */
    KubernetesClient seeing(KubernetesClient client) {
        return new KubernetesClientImpl(
                client.getHttpClient().newBuilder().addOrReplaceInterceptor("bench", this).build(),
                client.getConfiguration(),
                Executors::newVirtualThreadPerTaskExecutor,
                client.getKubernetesSerialization());
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        Instant now = Instant.now();
        requests.increment();
        String query = String.valueOf(request.uri().getQuery());
        if (query.contains("watch=true")) {
            watches.increment();
        }
        String path = request.uri().getPath();
        if (request.method().equals("POST") && path.endsWith("/jobs")) {
            Matcher name = NAME.matcher(request.bodyString());
            if (name.find()) {
                posted.accept(name.group(1), now);
            }
        }
    }
}
