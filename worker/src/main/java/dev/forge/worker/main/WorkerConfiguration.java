package dev.forge.worker.main;

import dev.forge.activities.RunPolicy;
import dev.forge.archive.ObjectLogSettings;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.archive.records.RetentionRules;
import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.DurationText;
import dev.forge.contract.pipeline.NotifyParser;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.workflow.TemporalConnection;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.worker.WorkerSettings;
import dev.forge.worker.reaper.ReaperSettings;
import dev.forge.worker.retention.RetentionVariables;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the worker is told by environment variables; docs/configuration.md lists them.
 *
 * @param logs where the logs of attempts are kept; credentials are those of the AWS SDK's default chain
 * @param archive where runs are kept beyond Temporal's retention; empty: nowhere
 * @param retention how long it keeps them
 * @param healthPort of loopback, for the probes
 * @param unknown variables named FORGE_… that mean nothing
 */
record WorkerConfiguration(
        TemporalConnection temporal,
        KubernetesSettings kubernetes,
        ObjectLogSettings logs,
        Optional<ArchiveSettings> archive,
        RetentionRules retention,
        RunPolicy policy,
        WorkerSettings worker,
        ReaperSettings reaper,
        int healthPort,
        Set<String> unknown) {
    /** Beside 8080, which is the starter's. */
    static final int DEFAULT_HEALTH_PORT = 8081;

    private static final String LOGS = "";
    private static final String NOTIFY = "FORGE_NOTIFY";
    private static final List<String> LOG_FORMATS = List.of("plain", "json");

    /** The starter shares a ConfigMap with the worker, and these are its own. */
    private static final Set<String> OF_THE_STARTER = Set.of(
            "FORGE_TEMPORAL_UI",
            "FORGE_LOCAL_ROOT",
            "FORGE_IDEMPOTENCY_RETENTION",
            "FORGE_JOBS_DEFAULT_FILE",
            "FORGE_JOBS_DEFAULT_JOB",
            "FORGE_INTAKE_OPEN_RUNS",
            "FORGE_RABBITMQ_URI",
            "FORGE_RABBITMQ_CA_FILE",
            "FORGE_RABBITMQ_PASSWORD",
            "FORGE_RABBITMQ_PASSWORD_FILE",
            "FORGE_RABBITMQ_REQUESTS_QUEUE",
            "FORGE_RABBITMQ_RESPONSES_QUEUE",
            "FORGE_RABBITMQ_REPLY_QUEUES",
            "FORGE_RABBITMQ_PREFETCH",
            "FORGE_SQS_REQUESTS_QUEUE",
            "FORGE_SQS_RESPONSES_QUEUE",
            "FORGE_SQS_BUCKET_EVENTS_QUEUE",
            "FORGE_SQS_DEAD_LETTER_QUEUE",
            "FORGE_SQS_REPLY_QUEUES",
            "FORGE_SQS_ENDPOINT",
            "FORGE_SQS_REGION",
            "FORGE_SQS_MESSAGES_IN_AIR",
            "FORGE_NOTIFY_SECRETS",
            "FORGE_NOTIFY_HOSTS",
            "FORGE_RECIPES_BUCKET",
            "FORGE_RECIPES_PREFIX",
            "FORGE_RECIPES_ENDPOINT",
            "FORGE_RECIPES_REGION",
            "FORGE_WATCHES_ENDPOINT",
            "FORGE_WATCHES_REGION");

    /**
     * Reads and checks them.
     *
     * @throws WrongSettings with all mistakes
     */
    static WorkerConfiguration read(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        TemporalConnection temporal = new TemporalVariables(variables).read();
        KubernetesSettings kubernetes = new KubernetesVariables(variables).read();
        ObjectLogSettings logs = logs(variables);
        Optional<ArchiveSettings> archive = new ArchiveVariables(variables).read();
        RetentionRules retention = retention(variables, environment, archive);
        RunPolicy policy = policy(variables, kubernetes.images().transfer());
        WorkerSettings worker = worker(variables);
        ReaperSettings reaper = reaper(variables, environment);
        // Whoever misspells it is told by logback on standard output, as there is no log then.
        variables.read(
                "FORGE_LOG_FORMAT",
                value -> LOG_FORMATS.stream().filter(value::equals).findFirst(),
                "write plain or json");
        int port = variables.number("FORGE_HEALTH_PORT", 0, 65_535, DEFAULT_HEALTH_PORT);
        variables.check();
        return new WorkerConfiguration(
                temporal,
                kubernetes,
                logs,
                archive,
                retention,
                policy,
                worker,
                reaper,
                port,
                variables.unknown(OF_THE_STARTER));
    }

    private static ObjectLogSettings logs(Variables variables) {
        String bucket = variables.required(
                "FORGE_LOGS_BUCKET", "name the bucket that keeps the logs of attempts, such as forge-logs");
        Optional<String> region = variables.text("FORGE_LOGS_REGION");
        Optional<URI> endpoint = variables.read(
                "FORGE_LOGS_ENDPOINT", WorkerConfiguration::url, "write a URL such as http://minio.storage:9000");
        return variables.made(
                "FORGE_LOGS_PREFIX",
                () -> logs(bucket, variables.text("FORGE_LOGS_PREFIX", LOGS), endpoint, region),
                logs(bucket, LOGS, endpoint, region));
    }

    // A bucket that is missing has been noted already.
    private static ObjectLogSettings logs(
            String bucket, String prefix, Optional<URI> endpoint, Optional<String> region) {
        return new ObjectLogSettings(endpoint, region, bucket.isEmpty() ? "missing" : bucket, prefix, Optional.empty());
    }

    private static ReaperSettings reaper(Variables variables, Map<String, String> environment) {
        variables.beginningWith("FORGE_REAPER_");
        return variables.made("The reaper", () -> ReaperSettings.of(environment), ReaperSettings.DEFAULT);
    }

    private static RetentionRules retention(
            Variables variables, Map<String, String> environment, Optional<ArchiveSettings> archive) {
        boolean said = !variables.beginningWith(RetentionVariables.PREFIX).isEmpty();
        if (said && archive.isEmpty()) {
            variables.mistake(RetentionVariables.PREFIX
                    + "… says how long an archive keeps runs, and there is none: set FORGE_ARCHIVE_URL, too.");
        }
        return variables.made("The archive", () -> RetentionVariables.read(environment), RetentionRules.KEEP_ALL);
    }

    private static RunPolicy policy(Variables variables, String transferImage) {
        RunPolicy usual = RunPolicy.DEFAULT;
        return new RunPolicy(
                transferImage,
                variables.duration("FORGE_TRANSFER_TIMEOUT", Duration.ofSeconds(1), usual.transferTimeout()),
                new Resources(variables.quantity("FORGE_TRANSFER_CPU"), variables.quantity("FORGE_TRANSFER_MEMORY")),
                variables.number("FORGE_DISRUPTION_LIMIT", 0, 1_000, usual.disruptionLimit()),
                variables.duration(
                        "FORGE_HEARTBEAT_TIMEOUT", RunPolicy.LEAST_HEARTBEAT_TIMEOUT, usual.heartbeatTimeout()),
                variables
                        .read(
                                "FORGE_HEARTBEAT_INTERVAL",
                                value -> DurationText.parse(value).filter(Duration::isPositive),
                                "write a duration with its unit, such as 2s")
                        .orElse(usual.heartbeatInterval()),
                variables.duration("FORGE_KEEP_WORKSPACE", usual.keepWorkspace()),
                webhooks(variables));
    }

    private static List<NotificationTarget.Webhook> webhooks(Variables variables) {
        return variables
                .text(NOTIFY)
                .map(NotifyParser::parse)
                .map(parsed -> switch (parsed) {
                    case Asked.Valid<List<NotificationTarget.Webhook>>(var webhooks) -> webhooks;
                    case Asked.Invalid<List<NotificationTarget.Webhook>>(List<Problem> problems) -> {
                        problems.forEach(problem -> variables.mistake(problem.in(NOTIFY) + "."));
                        yield List.<NotificationTarget.Webhook>of();
                    }
                })
                .orElse(List.of());
    }

    private static WorkerSettings worker(Variables variables) {
        WorkerSettings usual = WorkerSettings.DEFAULT;
        return new WorkerSettings(variables.number("FORGE_WORKER_ATTEMPTS", 1, 100_000, usual.concurrentAttempts()));
    }

    private static Optional<URI> url(String text) {
        try {
            URI uri = new URI(text);
            boolean good = uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
            return good ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            // Whoever reads the variable says what it should be.
            return Optional.empty();
        }
    }
}
