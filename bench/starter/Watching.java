import dev.forge.activities.ArchiveRetention;
import dev.forge.activities.ForgeActivities;
import dev.forge.activities.RunPolicy;
import dev.forge.archive.ObjectLogSettings.Credentials;
import dev.forge.archive.ObjectStoreAccess;
import dev.forge.archive.S3BucketListing;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.RetentionRules;
import dev.forge.archive.records.Sighting;
import dev.forge.archive.records.Sightings;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.contract.workflow.WatchWorkflow;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.BucketListing;
import dev.forge.runtime.NothingRuntime;
import dev.forge.starter.ForgeStarter;
import dev.forge.starter.NearFiles;
import dev.forge.starter.NoRecipes;
import dev.forge.starter.SqsQueue;
import dev.forge.starter.SqsSettings;
import dev.forge.starter.StarterSettings;
import dev.forge.starter.harness.ElasticMq;
import dev.forge.worker.ForgeWorker;
import dev.forge.worker.WorkerSettings;
import io.opentelemetry.api.OpenTelemetry;
import io.temporal.client.WorkflowOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Objects put into a bucket that is watched. First as many as the machine starts runs for without a queue, to see how long
 * a run's start is behind its object; then all at once, each told of by two events through SQS, in any order, to two starters
 * that both look at the bucket as well: each object must have one run.
 */
final class Watching {
    private static final String USER = "postgres";
    private static final String BUCKET = "watched";
    private static final String EVENTS = "bucket-events";
    private static final Credentials KEY = new Credentials("bench", "only-for-the-bench");
    private static final Duration PATIENCE = Duration.ofMinutes(45);
    /** In the turn that takes the time: what a person's upload or another program's comes to, not a flood. */
    private static final int PER_SECOND = 20;

    /** The source, which is the object, and the module. */
    private static final int STEPS = 2;

    private final Path folder;
    private final int objects;
    private final Submissions.Temporal kind;
    private final HttpClient http = HttpClient.newHttpClient();

    Watching(Path folder, int objects, Submissions.Temporal kind) {
        this.folder = folder;
        this.objects = objects;
        this.kind = kind;
    }

    void measure() throws Exception {
        S3Proxy store = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY.accessKey(), KEY.secretKey())
                .blobStore(new FilesystemNio2BlobStore(
                        Files.createDirectories(folder.resolve("s3")).toString()))
                .ignoreUnknownHeaders(true)
                .build();
        store.start();
        URI endpoint = URI.create("http://127.0.0.1:" + store.getPort());
        ObjectStoreAccess access = new ObjectStoreAccess(Optional.of(endpoint), Optional.empty(), Optional.of(KEY));
        NothingRuntime nothing = new NothingRuntime();
        try (EmbeddedPostgres postgres =
                        EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(1)).start();
                TemporalServer temporal =
                        switch (kind) {
                            case DEV_SERVER -> TemporalServer.start(folder);
                            case ON_POSTGRES -> TemporalOnPostgres.start(folder, postgres.getPort());
                        };
                Archive archive = Archive.open(new ArchiveSettings(
                        postgres.getJdbcUrl(USER, USER), USER, "bench", ArchiveSettings.DEFAULT_POOL_SIZE));
                S3BucketListing buckets = S3BucketListing.open(access);
                ElasticMq sqs = ElasticMq.start();
                ForgeStarter first = starter(temporal, archive, buckets, events(sqs));
                ForgeStarter second = starter(temporal, archive, buckets, events(sqs));
                ForgeWorker worker = ForgeWorker.start(
                        temporal.client(),
                        new ForgeActivities(nothing, AttemptLogs.NONE, (attempt, outcome) -> {}, archive, RunPolicy.DEFAULT),
                        new ArchiveRetention(archive, RetentionRules.KEEP_ALL, Clock.systemUTC()),
                        new WorkerSettings(50));
                S3Client s3 = client(endpoint)) {
            archive.migrate();
            s3.createBucket(request -> request.bucket(BUCKET));
            put(first, "/pipelines/bench", "{name: bench, modules: [{name: nothing, image: 'nothing:1'}]}");
            latency(first, temporal, archive, buckets, s3);
            once(first, temporal, archive, nothing, s3, sqs);
        } finally {
            store.stop();
        }
    }

    /** The same queue for all who ask. */
    private static SqsSettings events(ElasticMq sqs) {
        return ElasticMq.hearing(sqs.settings(), sqs.queue(EVENTS));
    }

    private static ForgeStarter starter(
            TemporalServer temporal, Archive archive, S3BucketListing buckets, SqsSettings events) {
        return ForgeStarter.start(
                StarterSettings.anyPort().withSqs(events), temporal.client(), AttemptLogs.NONE, NearFiles.NONE, archive, buckets, NoRecipes.documents(),
                OpenTelemetry.noop());
    }

    private void latency(
            ForgeStarter starter, TemporalServer temporal, Archive archive, S3BucketListing buckets, S3Client s3)
            throws Exception {
        watch(starter, "paced", false);
        Map<String, Instant> appeared = new ConcurrentHashMap<>();
        // The first look, and the first start of each class, are no measure.
        s3.putObject(request -> request.bucket(BUCKET).key("paced/warm-up"), RequestBody.fromString("x"));
        awaitStarted(archive, "paced", 1);
        int paced = Math.max(1, objects / 2);
        long from = System.nanoTime();
        for (int i = 0; i < paced; i++) {
            long due = from + i * 1_000_000_000L / PER_SECOND;
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            String key = "paced/" + i;
            s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString("x"));
            appeared.put(key, Instant.now());
        }
        awaitStarted(archive, "paced", paced + 1);
        long open = open(temporal);
        double store = listing(buckets, "paced/");
        KeptWatch.Poll poll = archive.watches().find("paced").flatMap(KeptWatch::lastPoll).orElseThrow();
        List<Double> millis = started(archive, "paced").stream()
                .filter(each -> appeared.containsKey(each.object().key()))
                .map(each -> (double) Duration.between(
                                appeared.get(each.object().key()), each.startedAt().orElseThrow())
                        .toMillis())
                .toList();
        pause(starter, "paced");
        Figures.say("%n%d objects, %d a second, looked for every second: from an object's appearance to its run's start",
                paced, PER_SECOND);
        Figures.say("  p50 %.0f ms   p99 %.0f ms   (aim: p99 2000 ms at most)",
                Figures.percentile(millis, 50), Figures.percentile(millis, 99));
        Figures.say("  at its end %d of the runs were still at work, and a look at %d objects took %d ms; the store alone %.0f ms",
                open, poll.listed(), poll.took().toMillis(), store);
    }

    /** How long the store takes to list it all, in milliseconds. */
    private static double listing(S3BucketListing buckets, String prefix) {
        long from = System.nanoTime();
        Optional<BucketListing.Place> place = Optional.empty();
        do {
            place = buckets.after(BUCKET, prefix, place).next();
        } while (place.isPresent());
        return (System.nanoTime() - from) / 1e6;
    }

    private void once(
            ForgeStarter first,
            TemporalServer temporal,
            Archive archive,
            NothingRuntime nothing,
            S3Client s3,
            ElasticMq sqs)
            throws Exception {
        watch(first, "doubled", true);
        // Beside the watch's own: as if another starter had not noticed yet that it was replaced.
        temporal.client()
                .newUntypedWorkflowStub(
                        WatchWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.FORGE)
                                .setWorkflowId("a second watcher")
                                .build())
                .start("doubled");
        List<String> events = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<String>> puts = new ArrayList<>();
            for (int i = 0; i < objects; i++) {
                String key = "doubled/" + i;
                puts.add(clients.submit(() -> created(
                        key,
                        s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(key))
                                .eTag())));
            }
            for (Future<String> put : puts) {
                events.add(put.get());
            }
        }
        long from = System.nanoTime();
        List<String> doubled = new ArrayList<>(events);
        doubled.addAll(events);
        Collections.shuffle(doubled, new Random(1));
        SqsQueue queue = sqs.queue(EVENTS);
        try (ExecutorService tellers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> told = new ArrayList<>();
            for (int i = 0; i < doubled.size(); i += 10) {
                String message = doubled.subList(i, Math.min(doubled.size(), i + 10)).stream()
                        .collect(Collectors.joining(", ", "{\"Records\": [", "]}"));
                told.add(tellers.submit(() -> sqs.send(queue, message)));
            }
            for (Future<?> each : told) {
                each.get();
            }
        }
        awaitStarted(archive, "doubled", objects);
        double seconds = (System.nanoTime() - from) / 1e9;
        Wait.until("all events to be taken", PATIENCE, () -> sqs.held(queue).equals(ElasticMq.Held.NOTHING));
        // A listing of all of them each second is no business of the runs that are at work.
        pause(first, "doubled");
        Wait.until("all runs to end", PATIENCE, () -> open(temporal) == 0);
        Set<String> runs =
                started(archive, "doubled").stream().map(Sighting::runId).collect(Collectors.toSet());
        long launchedOnce =
                runs.stream().filter(run -> nothing.launches(run) == STEPS).count();
        long executions = temporal.client()
                .countWorkflows("WorkflowType = '" + PipelineWorkflow.TYPE + "' AND WorkflowId STARTS_WITH 'doubled-'")
                .getCount();
        Figures.say("%n%d objects, %d events, two starters that listen and look: %d runs, each step launched exactly once in %d of them; started in %.1f s",
                objects, doubled.size(), executions, launchedOnce, seconds);
        if (executions != objects || launchedOnce != objects) {
            throw new IllegalStateException("runs were lost or doubled");
        }
    }

    /** As S3 tells of it. */
    private static String created(String key, String etag) {
        return """
                {"eventVersion": "2.1", "eventSource": "aws:s3", "eventTime": "%s", "eventName": "ObjectCreated:Put",
                 "s3": {"s3SchemaVersion": "1.0", "bucket": {"name": "%s"},
                        "object": {"key": "%s", "size": %d, "eTag": "%s", "sequencer": "0"}}}"""
                .formatted(Instant.now(), BUCKET, key, key.length(), etag.replace("\"", ""));
    }

    private void watch(ForgeStarter starter, String name, boolean events) throws Exception {
        put(
                starter,
                "/watches/" + name,
                "{bucket: " + BUCKET + ", prefix: " + name + "/, pipeline: bench, interval: 1s, existing: process, events: "
                        + events + "}");
    }

    private void pause(ForgeStarter starter, String name) throws Exception {
        String path = "/watches/" + name + "/pause";
        send(HttpRequest.newBuilder(starter.uri().resolve(path)).POST(BodyPublishers.noBody()), 200);
    }

    private void put(ForgeStarter starter, String path, String yaml) throws Exception {
        send(
                HttpRequest.newBuilder(starter.uri().resolve(path))
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString(yaml)),
                201);
    }

    private void send(HttpRequest.Builder request, int expected) throws Exception {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(answer.uri() + ": " + answer.body());
        }
    }

    private static void awaitStarted(Archive archive, String watch, int count) throws Exception {
        Sightings sightings = archive.sightings();
        Wait.until("all runs to start", PATIENCE, () -> sightings.counts(watch).started() >= count);
    }

    private static Collection<Sighting> started(Archive archive, String watch) {
        return archive.sightings()
                .list(watch, Optional.of(Sighting.State.STARTED), Optional.empty(), 100_000)
                .items();
    }

    private static long open(TemporalServer temporal) {
        return temporal.client()
                .countWorkflows("ExecutionStatus = 'Running' AND WorkflowType = '" + PipelineWorkflow.TYPE + "'")
                .getCount();
    }

    private static S3Client client(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY.accessKey(), KEY.secretKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
