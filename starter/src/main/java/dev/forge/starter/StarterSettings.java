package dev.forge.starter;

import dev.forge.contract.pipeline.JobRequest;
import dev.forge.starter.guard.LoopbackHosts;
import java.net.URI;
import java.util.Optional;

/**
 * How the starter is reached, and what it does by itself.
 *
 * @param host an address of loopback: there is no authentication yet
 * @param port 0 for a free one
 * @param temporalUi the base of Temporal's Web UI, for links; empty where there is none
 * @param defaultJob what {@code POST /jobs} without a body starts; empty: nothing
 * @param rabbit the queues of RabbitMQ; empty: it has to do with none
 * @param sqs the queues of SQS; empty: it has to do with none
 * @param notifications how others are told of the ends of runs
 * @param intake how many messages of queues become runs
 */
public record StarterSettings(
        String host,
        int port,
        Optional<URI> temporalUi,
        IdempotencySettings idempotency,
        Optional<JobRequest> defaultJob,
        Optional<RabbitSettings> rabbit,
        Optional<SqsSettings> sqs,
        NotificationSettings notifications,
        IntakeSettings intake) {
    public static final String DEFAULT_HOST = "127.0.0.1";
    /** HTTP's usual second port. */
    public static final int DEFAULT_PORT = 8080;

    /**
     * Checked settings.
     *
     * @throws IllegalArgumentException with a sentence for whoever set them
     */
    public StarterSettings {
        LoopbackHosts.of(host);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "micronaut.server.port is " + port + ": set a port from 1 to 65535, or 0 for a free one.");
        }
    }

    /** With the defaults of all else. */
    public StarterSettings(String host, int port, Optional<URI> temporalUi) {
        this(
                host,
                port,
                temporalUi,
                IdempotencySettings.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NotificationSettings.DEFAULT,
                IntakeSettings.DEFAULT);
    }

    /** A free port of loopback. */
    public static StarterSettings anyPort() {
        return new StarterSettings(DEFAULT_HOST, 0, Optional.empty());
    }

    public StarterSettings withPort(int other) {
        return new StarterSettings(
                host, other, temporalUi, idempotency, defaultJob, rabbit, sqs, notifications, intake);
    }

    public StarterSettings withTemporalUi(URI ui) {
        return new StarterSettings(
                host, port, Optional.of(ui), idempotency, defaultJob, rabbit, sqs, notifications, intake);
    }

    public StarterSettings withDefaultJob(JobRequest job) {
        return new StarterSettings(
                host, port, temporalUi, idempotency, Optional.of(job), rabbit, sqs, notifications, intake);
    }

    public StarterSettings withSqs(SqsSettings queues) {
        return new StarterSettings(
                host, port, temporalUi, idempotency, defaultJob, rabbit, Optional.of(queues), notifications, intake);
    }

    public StarterSettings withRabbit(RabbitSettings broker) {
        return new StarterSettings(
                host, port, temporalUi, idempotency, defaultJob, Optional.of(broker), sqs, notifications, intake);
    }

    public StarterSettings withNotifications(NotificationSettings others) {
        return new StarterSettings(host, port, temporalUi, idempotency, defaultJob, rabbit, sqs, others, intake);
    }

    public StarterSettings withIntake(IntakeSettings messages) {
        return new StarterSettings(
                host, port, temporalUi, idempotency, defaultJob, rabbit, sqs, notifications, messages);
    }
}
