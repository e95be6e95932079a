package dev.forge.starter.sqs;

import dev.forge.starter.SqsSettings;
import dev.forge.starter.StarterSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The SQS of the settings. Nothing of the AWS SDK is loaded where there is none. */
@Singleton
final class ConfiguredSqs {
    private final Optional<At> at;

    ConfiguredSqs(StarterSettings settings) {
        this.at = settings.sqs().map(sqs -> new At(sqs, Queues.open(sqs)));
    }

    /** What is there. */
    record At(SqsSettings settings, Queues queues) {}

    Optional<At> at() {
        return at;
    }

    @PreDestroy
    void close() {
        at.ifPresent(sqs -> sqs.queues().close());
    }
}
