import dev.forge.activities.ArchiveRetention;
import dev.forge.activities.ForgeActivities;
import dev.forge.activities.RunPolicy;
import dev.forge.archive.ObjectLogSettings;
import dev.forge.archive.ObjectLogSettings.Credentials;
import dev.forge.archive.ObjectLogStore;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.RetentionRules;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.Clients;
import dev.forge.k8s.attempts.KubernetesRuntime;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Defaults;
import dev.forge.k8s.KubernetesSettings.Images;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.KubernetesSettings.Transfer;
import dev.forge.k8s.KubernetesSettings.User;
import dev.forge.k8s.WaitingLimits;
import dev.forge.k8s.logs.LogFollowing;
import dev.forge.k8s.logs.LogSettings;
import dev.forge.k8s.logs.PodAttemptLogs;
import dev.forge.runtime.LogStore;
import dev.forge.worker.ForgeWorker;
import dev.forge.worker.WorkerSettings;
import dev.forge.worker.reaper.Reaper;
import dev.forge.worker.reaper.ReaperSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The worker that is measured, in a JVM of its own: the worker as it is, but that its requests are counted. Says
 * {@code POST <micros> <Job>} for every Job that it posts, and its counts for every line that it reads; ends when its
 * input does.
 */
final class WorkerUnderTest {
    private WorkerUnderTest() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        Path kubeconfig = Path.of(arguments[0]);
        String context = arguments[1];
        KubernetesSettings settings = settings(arguments[2], arguments[3]);
        Calls calls = new Calls((job, at) -> out.println("POST " + micros(at) + " " + job));
        GrpcCalls temporal = new GrpcCalls();
        KubernetesClient client = calls.seeing(Clients.of(kubeconfig, Optional.of(context)));
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(arguments[4])
                .setGrpcClientInterceptors(List.of(temporal))
                .build());
        stubs.connect(Duration.ofSeconds(30));
        WorkflowClient workflows = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder().setDataConverter(HistoryFormat.dataConverter()).build());
        LogStore store = store(URI.create(arguments[5]));
        Clock clock = Clock.systemUTC();
        LogFollowing logs = LogFollowing.open(client, store, LogSettings.DEFAULT, clock);
        try (KubernetesRuntime runtime = KubernetesRuntime.open(settings, client, logs, clock)) {
            ForgeActivities activities = new ForgeActivities(
                    runtime, new PodAttemptLogs(store, logs), (attempt, outcome) -> {}, Archive.absent(), policy());
            ArchiveRetention retention = new ArchiveRetention(Archive.absent(), RetentionRules.KEEP_ALL, clock);
            try (ForgeWorker worker =
                            ForgeWorker.start(workflows, activities, retention, WorkerSettings.DEFAULT);
                    Reaper reaper = Reaper.start(
                            runtime, workflows, activities.cutOffs(workflows), ReaperSettings.DEFAULT, clock)) {
                out.println("READY");
                serve(out, calls, temporal);
            }
        }
        System.exit(0);
    }

    private static void serve(PrintStream out, Calls calls, GrpcCalls temporal) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            out.println("COUNTS " + calls.requests.sum() + " " + calls.watches.sum() + " " + temporal.sum() + " "
                    + temporal.byMethod());
        }
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static KubernetesSettings settings(String namespace, String image) {
        return new KubernetesSettings(
                Place.INSTALLATION,
                List.of(new Namespace(namespace, Place.CLAIM, Optional.empty())),
                new Images("", image, "IfNotPresent"),
                User.DEFAULT,
                Duration.ofSeconds(2),
                patient(),
                new Transfer(Map.of(), Optional.empty(), Optional.empty()),
                Defaults.NONE,
                Duration.ZERO);
    }

    /** Nothing is given up for waiting. */
    private static WaitingLimits patient() {
        Duration day = Duration.ofDays(1);
        return new WaitingLimits(day, day, day, day, day, day);
    }

    /** The workspace of whatever has ended goes at once. */
    private static RunPolicy policy() {
        RunPolicy usual = RunPolicy.DEFAULT;
        return new RunPolicy(
                usual.transferImage(),
                usual.transferTimeout(),
                usual.transferResources(),
                usual.disruptionLimit(),
                usual.heartbeatTimeout(),
                usual.heartbeatInterval(),
                Duration.ZERO,
                usual.webhooks());
    }

    static LogStore store(URI s3) {
        return ObjectLogStore.open(new ObjectLogSettings(
                Optional.of(s3),
                Optional.of("us-east-1"),
                Storage.BUCKET,
                "",
                Optional.of(new Credentials(Storage.KEY, Storage.SECRET))));
    }
}
